import 'htmx.org';
import 'htmx.org/dist/ext/hx-sse.js';
import './file-upload.ts';
import './live-inequality.ts';
import './live-payment.ts';
