import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import express from 'express';
import type { Router } from 'express';
import { openApiDocument } from './openapi.ts';
import { write } from './mount.ts';
import type { Route } from './route.ts';

const swaggerFolder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>券流 API</title>
    <link rel="icon" href="/api/docs/favicon-32x32.png" type="image/png">
    <link rel="stylesheet" href="/api/docs/swagger-ui.css">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/init.js"></script>
  </body>
</html>
`;

/**
 * In a file of its own: the content security policy allows no script in the page. Unsafe calls get the session's token; the
 * document itself is loaded by a request that names no method.
 */
const INIT = `let token;
SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#swagger-ui',
  requestInterceptor: async (request) => {
    if (request.loadSpec || request.method === 'GET' || request.url.endsWith('/api/session')) return request;
    token ??= (await (await fetch('/api/session')).json()).csrfToken;
    request.headers['x-csrf-token'] = token;
    return request;
  },
});
`;

/** The document, made once, and Swagger UI from this server. */
export function mountDocs(router: Router, routes: readonly Route[], publicUrl: string): void {
  const document = JSON.stringify(openApiDocument(routes, publicUrl));
  const send = (path: string, type: string, body: string): void => {
    router.get(path, (_request, response) => write(response, { status: 200, headers: { 'content-type': type }, body }));
  };
  send('/api/openapi.json', 'application/json; charset=utf-8', document);
  send('/api/docs', 'text/html; charset=utf-8', PAGE);
  send('/api/docs/init.js', 'text/javascript; charset=utf-8', INIT);
  router.use('/api/docs', express.static(swaggerFolder, { index: false, immutable: true, maxAge: '1d' }));
}
