// What the server says: its answers, and what is wrong with a request.

let token = "";

/** An answer that is no success: its problem document, as far as there is one. */
export class Problem extends Error {
  constructor(message, errors = [], status = 0) {
    super(message);
    Object.assign(this, { errors, status });
  }

  static async of(response) {
    const said = await response.json().catch(() => ({}));
    return new Problem(said.detail ?? said.title ?? `${response.status} ${response.statusText}`, said.errors ?? [], response.status);
  }
}

/** Says the token that the requests are sent with. */
export function setToken(given) {
  token = given;
}

export const hasToken = () => token !== "";

export function headers(more = {}) {
  return token ? { ...more, Authorization: `Bearer ${token}` } : more;
}

export async function get(path, signal) {
  const response = await fetch(path, { signal, headers: headers({ Accept: "application/json" }) });
  if (!response.ok) throw await Problem.of(response);
  return response.json();
}
