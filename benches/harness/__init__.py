"""The one harness of the benchmarks: floors, peers, Faker, scaling, and the pages written from them."""
