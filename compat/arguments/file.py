"""Files and paths."""

from __future__ import annotations

from arguments import call, each

CATEGORIES = [None, "audio", "image", "office", "text", "video", "", "music", 5]
MIME_CATEGORIES = [
    *(None, "application", "audio", "image", "message", "model", "multipart", "text", "video"),
    *("", "font", 5),
]
EXTENSIONS = [
    None,
    "",
    "abcdef",
    ".x",
    "ä",
    ["a", "bc", "def"],
    [],
    (),
    {"a": 1}.keys(),
    ("only",),
    5,
]

CASES = [
    *each("file_extension", "category", CATEGORIES),
    call("file_extension", "video"),
    *each("mime_type", "category", MIME_CATEGORIES),
    *each("file_name", "category", CATEGORIES),
    *each("file_name", "extension", EXTENSIONS),
    *(
        call("file_name", category, extension)
        for category in (None, "audio", "music")
        for extension in (None, "", "xyz")
    ),
    *each("file_path", "depth", [0, 1, 3, 12, -1, None, "2", True]),
    *each("file_path", "category", CATEGORIES),
    *each("file_path", "extension", EXTENSIONS),
    *each("file_path", "absolute", [True, False, None, 0]),
    *each("file_path", "file_system_rule", ["linux", "windows", "macos", "", None]),
    *each(
        "file_path",
        "allowed_path_traversal_elements",
        [None, [], ["."], [".", ".."], ("..", "%2e%2e"), "ab", 5],
    ),
    call("file_path", 5, "video", "abcdef", True, "windows"),
    call("file_path", depth=4, extension=["a", "b"], absolute=False, file_system_rule="windows"),
    call(
        "file_path",
        depth=3,
        allowed_path_traversal_elements=[".", ".."],
        file_system_rule="windows",
    ),
    *each("unix_device", "prefix", [None, "sd", "vd", "xvd", "mmcblk", "", 5]),
    *each("unix_partition", "prefix", [None, "sd", "nvme", "", 5]),
    call("unix_device", "hd"),
    call("unix_partition", "hd"),
]
