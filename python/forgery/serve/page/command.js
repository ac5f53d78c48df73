// The same stream from elsewhere: what to type into a shell, or a program in Python.

/** A value as JSON, with the integers that a JavaScript number would round. */
export function json(value) {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(json).join(", ")}]`;
  return `{${Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}: ${json(each)}`).join(", ")}}`;
}

/** A value as Python writes it: JSON, but for its three words. */
function python(value) {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value === null) return "None";
  if (typeof value !== "object") return json(value);
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  return `{${Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}: ${python(each)}`).join(", ")}}`;
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const FORMATS = {
  ndjson: ["json", "for line in rows:\n        print(json.loads(line))"],
  sse: ["json", 'for line in rows:\n        if line.startswith(b"data:"):\n            print(json.loads(line[5:]))'],
  csv: ["csv, io, json", 'for row in csv.DictReader(io.TextIOWrapper(rows, "utf-8", newline="")):\n        print(row)'],
  arrow: ["json", "for batch in pyarrow.ipc.open_stream(rows):\n        print(batch)"],
};

/** The address of a dataset's stream, relative to the page. */
export function path(name, format) {
  return `stream/${encodeURIComponent(name)}${format === "ndjson" ? "" : `?format=${format}`}`;
}

/** The command for a stream; a token is not written into it, but named. */
export function command(language, { name, format, body, token }) {
  const url = new URL(path(name, format), document.baseURI).href;
  if (language === "curl") {
    return [
      `curl --no-buffer ${quoted(url)}`,
      ...(token ? ['--header "Authorization: Bearer $FORGERY_TOKEN"'] : []),
      "--header 'Content-Type: application/json'",
      `--data ${quoted(json(body))}`,
      ...(format === "arrow" ? [`--output ${quoted(`${name}.arrows`)}`] : []),
    ].join(" \\\n  ");
  }
  const [modules, loop] = FORMATS[format];
  const bearer = token ? ', "Authorization": "Bearer " + os.environ["FORGERY_TOKEN"]' : "";
  return [
    `import ${token ? `${modules}, os` : modules}`,
    "from urllib.request import Request, urlopen",
    ...(format === "arrow" ? ["", "import pyarrow.ipc"] : []),
    "",
    `settings = ${python(body)}`,
    "request = Request(",
    `    ${JSON.stringify(url)},`,
    "    data=json.dumps(settings).encode(),",
    `    headers={"Content-Type": "application/json"${bearer}},`,
    ")",
    "with urlopen(request) as rows:",
    `    ${loop}`,
  ].join("\n");
}
