// Talks with the test that runs a script: it has the browser, and the person in front of it.
import { createInterface } from 'node:readline/promises';

const { ISSUER, BACK, INITIAL_TOKEN } = process.env;
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function ask(what, url) {
  console.log(`${what} ${url}`);
  return (await lines.next()).value;
}

export const issuer = new URL(ISSUER);
export const back = BACK;
export const initialToken = INITIAL_TOKEN;

// Sends the browser somewhere; gives the address at which it comes back.
export const signIn = async (url) => new URL(await ask('SIGN-IN', url));

// Shows a device's code to the person, who lets it in.
export const letIn = (url) => ask('LET-IN', url);

// Tells the test that something worked.
export const worked = (what) => console.log(`WORKED ${what}`);

export const end = () => process.exit(0);
