// npm's hub client as its README shows it: snapshotDownload of each model named on the command line into HUB_CACHE, from HUB_URL.
import { createRequire } from "node:module";

const { snapshotDownload } = createRequire(process.env.HUB_CLIENT + "/")("@huggingface/hub");

// The origin is static. What the client asks by POST, one file at a time, is a file of the path's name there; it remains one request per file.
const fetchStatic = (url, init) =>
  init?.method === "POST" ? fetch(`${url}/${JSON.parse(init.body).paths[0]}`, { headers: init.headers }) : fetch(url, init);

console.debug = () => {};
for (const name of process.argv.slice(2)) {
  await snapshotDownload({ repo: `bench/${name}`, hubUrl: process.env.HUB_URL, cacheDir: process.env.HUB_CACHE, fetch: fetchStatic });
}
