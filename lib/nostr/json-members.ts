/** One member of a JSON object as it stands in the text: `from` its name to `to` the end of its value. */
export interface JsonMember {
  name: string;
  from: number;
  valueFrom: number;
  to: number;
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** The members of the JSON object that `text` is, in order, doubled names too; undefined for anything else. */
export function toJsonMembers(text: string): JsonMember[] | undefined {
  if (!isObject(text)) return undefined;
  const members: JsonMember[] = [];
  let member: JsonMember | undefined;
  let depth = 0;
  for (const { 0: token, index: from } of text.matchAll(TOKEN)) {
    const to = from + token.length;
    if (token === '}' || token === ']') depth -= 1;
    if (depth === 1 && token === ',') member = undefined;
    else if (depth === 1 && token !== ':') {
      if (member) {
        if (member.valueFrom < 0) member.valueFrom = from;
        member.to = to;
      } else {
        member = { name: JSON.parse(token) as string, from, valueFrom: -1, to };
        members.push(member);
      }
    }
    if (token === '{' || token === '[') depth += 1;
  }
  return members;
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** The object with `name` set to this string; every other byte stays where it is. `text` must be a JSON object. */
export function setJsonMember(text: string, name: string, value: string): string {
  const written = JSON.stringify(value);
  const members = toJsonMembers(text) ?? [];
  const at = members.findLastIndex((member) => member.name === name);
  const found = members[at];
  if (found) {
    const changed = text.slice(0, found.valueFrom) + written + text.slice(found.to);
    const twin = members.findIndex((member) => member.name === name);
    return twin === at ? changed : setJsonMember(cut(changed, members, twin), name, value);
  }
  const last = members.at(-1);
  const end = last ? last.to : text.indexOf('{') + 1;
  return `${text.slice(0, end)}${last ? ',' : ''}${JSON.stringify(name)}:${written}${text.slice(end)}`;
}

/** The object without `name`; every other member stays byte for byte. `text` must be a JSON object. */
export function removeJsonMember(text: string, name: string): string {
  const members = toJsonMembers(text) ?? [];
  const at = members.findIndex((member) => member.name === name);
  return at < 0 ? text : removeJsonMember(cut(text, members, at), name);
}

/** Takes the member at `at` out, with the comma that would be left over. */
function cut(text: string, members: JsonMember[], at: number): string {
  const { from, to } = members[at] as JsonMember;
  const next = members[at + 1];
  const before = members[at - 1];
  if (next) return text.slice(0, from) + text.slice(next.from);
  return text.slice(0, before ? before.to : from) + text.slice(to);
}
