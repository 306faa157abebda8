// SPDX-License-Identifier: MIT
// Stands before another provider and refuses what it is told to refuse.
import { createServer, request as ask } from "node:http";

/** Refuses messages with a 400 while `refusesNext()` says so; everything else goes on to `address`. */
export async function faultyProvider(address, refusesNext) {
  const target = new URL(address);
  const server = createServer((request, response) => {
    if (request.method === "POST" && request.url.startsWith("/v1/messages") && refusesNext()) {
      request.resume();
      response.writeHead(400, { "content-type": "application/json", "request-id": "req_refused" });
      response.end(JSON.stringify({ type: "error", error: { type: "invalid_request_error", message: "refused for this test" } }));
      return;
    }
    const onward = ask({ host: target.hostname, port: target.port, path: request.url, method: request.method, headers: request.headers },
      (answer) => { response.writeHead(answer.statusCode, answer.headers); answer.pipe(response); });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}`, end: () => { server.closeAllConnections(); server.close(); } };
}
