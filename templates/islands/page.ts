import 'htmx.org';
import 'htmx.org/dist/ext/hx-sse.js';
import './file-upload.ts';
import './live-inequality.ts';
import './live-payment.ts';
import './copy-text.ts';
import './print-page.ts';
