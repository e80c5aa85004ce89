// The islands are ours, because they act on markup the server has drawn, which works without them; component libraries draw their own.

import 'htmx.org';
import 'htmx.org/dist/ext/hx-sse.js';
import './draft-leave.ts';
import './file-upload.ts';
import './live-inequality.ts';
import './live-state.ts';
import './live-payment.ts';
import './char-count.ts';
import './copy-text.ts';
import './print-page.ts';
import './ticked-sum.ts';
import './ready-reasons.ts';
import './now-viewing.ts';
import './desk-live.ts';
import './file-viewer.ts';
import './live-redemption.ts';
import './key-list.ts';
import './invoice-rows.ts';
import './unattended.ts';
import './typed-values.ts';
