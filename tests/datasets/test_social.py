"""The datasets of social networks keep the patterns that their files promise."""

from __future__ import annotations

import math

import pytest
from frames import frames, has_catalogue, near, same_in_parts

ROWS = 20_000
KEYS = {"posts": "post_id", "user_profiles": "user_id"}


@pytest.mark.parametrize(("name", "key"), KEYS.items())
def test_has_the_columns_of_the_catalogue_and_a_key(name, key):
    f = frames(name, rows=ROWS)
    has_catalogue(f, ROWS)
    f.unique(key)


@pytest.mark.parametrize("name", KEYS)
def test_parts_are_those_of_the_whole(name):
    same_in_parts(name, rows=1500)


def test_followers_are_pareto():
    f = frames("user_profiles", rows=ROWS)
    f.holds("followers_count >= 25")
    # The slope of the tail is minus the shape.
    for low, high in ((100, 1000), (200, 2000)):
        at_low, at_high = (f.share(f"followers_count >= {x}") for x in (low, high))
        near(math.log(at_low / at_high) / math.log(high / low), 1.15, 0.1)
    top = f.one(
        "SELECT sum(followers_count) FILTER (place <= 200) / sum(followers_count) FROM "
        "(SELECT followers_count, row_number() OVER (ORDER BY followers_count DESC) AS "
        "place FROM user_profiles)"
    )
    assert top > 0.35


def test_profiles_are_of_one_person():
    f = frames("user_profiles", rows=ROWS)
    f.unique("username")
    f.holds(
        "split_part(email, '@', 1) = regexp_replace(username, '_[0-9]+$', '')",
        "join_date BETWEEN DATE '2016-01-01' AND DATE '2024-12-31'",
        "account_age_days = date_diff('day', join_date, DATE '2024-12-31')",
        "connections <= followers_count AND connections <= following_count",
        "(profile_picture_url IS NULL) = (account_status = 'deleted')",
        "len(string_split(interests, ', ')) BETWEEN 2 AND 3",
        "location_country = 'US'",
    )
    near(f.share("bio IS NULL"), 0.28, 0.01)


def test_profiles_grow_with_time_and_fame():
    f = frames("user_profiles", rows=ROWS)
    assert f.spearman("account_age_days", "total_posts") > 0.4
    famous = f.share("verified", "followers_count >= 10000")
    known = f.share("verified", "followers_count BETWEEN 1000 AND 9999")
    small = f.share("verified", "followers_count < 1000")
    assert famous > 0.25 > 0.1 > known > 0.02 > 0.006 > small
    assert f.share("starts_with(interests, 'travel')", "bio = 'Window seat please.'") == 1


def test_posts_have_authors_with_one_place():
    f = frames("posts", rows=ROWS)
    f.refers("user_id", "authors.user_id")
    assert f.row(
        "SELECT max(a), max(b) FROM (SELECT count(DISTINCT platform) AS a, "
        "count(DISTINCT location_city) AS b FROM posts GROUP BY user_id)"
    ) == (1, 1)
    top = f.one(
        "SELECT sum(n) / 20000 FROM (SELECT count(*) AS n FROM posts GROUP BY user_id "
        "ORDER BY n DESC LIMIT 25)"
    )
    assert top > 0.25, "one author in a hundred writes a quarter"
    mentioned = (
        "SELECT count(*) FROM posts WHERE mentions IS NOT NULL AND substr(mentions, 2) "
        "NOT IN (SELECT handle FROM authors)"
    )
    assert f.one(mentioned) == 0
    near(f.share("mentions IS NOT NULL"), 0.22, 0.01)


def test_reach_is_heavy_tailed():
    f = frames("posts", rows=ROWS)
    f.holds(
        (
            "views_count >= likes_count AND likes_count >= comments_count AND likes_count "
            ">= shares_count"
        ),
        "comments_count >= 0 AND shares_count >= 0 AND views_count >= 5",
        (
            "abs(engagement_rate_percent - 100.0 * (likes_count + comments_count + "
            "shares_count) / views_count) < 0.0051"
        ),
    )
    top = f.one(
        "SELECT sum(views_count) FILTER (place <= 200) / sum(views_count) FROM "
        "(SELECT views_count, row_number() OVER (ORDER BY views_count DESC) AS place FROM posts)"
    )
    assert top > 0.25
    angry, happy = (
        f.one(
            f"SELECT sum(shares_count) / sum(likes_count) FROM posts WHERE sentiment = "
            f"'{s}' AND views_count < 100000"
        )
        for s in ("negative", "positive")
    )
    assert angry > 1.3 * happy


def test_texts_hashtags_and_media_belong_together():
    f = frames("posts", rows=ROWS)
    assert f.row(
        "SELECT max(a), max(b), max(c) FROM (SELECT count(DISTINCT hashtags) AS a, "
        "count(DISTINCT sentiment) AS b, count(DISTINCT topic) AS c FROM posts GROUP "
        "BY content_text)"
    ) == (1, 1, 1)
    f.holds(
        "starts_with(hashtags, '#')",
        "(media_url IS NULL) = (post_type = 'text')",
        "post_type <> 'video' OR ends_with(media_url, '.mp4')",
        "platform <> 'Clipbox' OR post_type IN ('video', 'image')",
        "post_date >= TIMESTAMP '2024-01-01' AND post_date < TIMESTAMP '2025-01-01'",
    )
    by_hour = f.shares("hour(post_date)")
    assert max(by_hour, key=by_hour.get) in (20, 21)
    assert by_hour[20] > 5 * by_hour[3]
