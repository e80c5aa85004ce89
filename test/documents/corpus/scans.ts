import { createCanvas, GlobalFonts, loadImage } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';
import { openPdf } from '../../../reader/page-text/read-pdf.ts';
import { TYPEFACE } from '../../../typeface.ts';
import { renderPage } from '../../../reader/page-picture/render-page.ts';
import { diceOf } from './dice.ts';
import type { Dice } from './dice.ts';
import { handMade } from './raw-pdf.ts';

/** How a contract went through a scanner. */
export interface Scanning {
  readonly dotsAnInch: number;
  /** In degrees clockwise. */
  readonly skew: number;
  readonly turn: 0 | 90 | 180 | 270;
  readonly stamped: boolean;
  /** How far a point may be off, of 255. */
  readonly noise: number;
  /** Of the JPEG, 0 … 100. */
  readonly quality: number;
}

/** A scan thrown by these dice. */
export const throwScanning = (dice: Dice): Scanning => ({
  dotsAnInch: dice.pick([100, 150, 150, 200, 200, 300]),
  skew: dice.whole(-30, 30) / 10,
  turn: dice.pick([0, 0, 0, 0, 0, 0, 0, 180, 180, 90, 270]),
  stamped: dice.chance(0.7),
  noise: dice.whole(0, 24),
  quality: dice.whole(55, 90),
});

const SCANNING: Scanning = { dotsAnInch: 200, skew: 0, turn: 0, stamped: false, noise: 6, quality: 75 };

/** The pages of a PDF as JPEGs of a scanner. */
export async function scansOf(pdf: Buffer, how: Partial<Scanning> = {}, dice = diceOf(1)): Promise<Buffer[]> {
  const scanning = { ...SCANNING, ...how };
  const { pages, withPage, close } = await openPdf(pdf);
  const jpegs: Buffer[] = [];
  for (let number = 1; number <= pages; number += 1)
    jpegs.push(scanned(await withPage(number, (page) => renderPage(page, scanning.dotsAnInch)), scanning, dice));
  await close();
  return jpegs;
}

/** A PDF as a scanner makes it of another: pictures only. */
export const aScanOf = async (pdf: Buffer, how: Partial<Scanning> = {}, dice = diceOf(1)): Promise<Buffer> =>
  boundPictures(await scansOf(pdf, how, dice), how.dotsAnInch ?? SCANNING.dotsAnInch);

/** A page on the glass of a scanner: askew, stamped, with its noise. */
function scanned(page: Canvas, { dotsAnInch, skew, turn, stamped, noise, quality }: Scanning, dice: Dice): Buffer {
  const sideways = turn === 90 || turn === 270;
  const glass = createCanvas(sideways ? page.height : page.width, sideways ? page.width : page.height);
  const context = glass.getContext('2d');
  context.fillStyle = '#fdfcf8';
  context.fillRect(0, 0, glass.width, glass.height);
  context.translate(glass.width / 2, glass.height / 2);
  context.rotate(((turn + skew) * Math.PI) / 180);
  context.translate(-page.width / 2, -page.height / 2);
  context.globalCompositeOperation = 'multiply';
  context.drawImage(page, 0, 0);
  if (stamped) stamp(glass, page, dotsAnInch / 72, dice);
  context.setTransform(1, 0, 0, 1, 0, 0);
  soil(glass, noise, dice);
  return glass.toBuffer('image/jpeg', quality);
}

/** A round red seal of a company, somewhere on the lower half of the page. */
function stamp(glass: Canvas, { width, height }: Canvas, scale: number, dice: Dice): void {
  const context = glass.getContext('2d');
  const radius = 58 * scale;
  context.save();
  context.translate(dice.whole(25, 70) * 0.01 * width, dice.whole(25, 60) * 0.01 * height);
  context.rotate((dice.whole(-30, 30) * Math.PI) / 180);
  context.globalAlpha = 0.75;
  [context.strokeStyle, context.fillStyle] = ['#d8232a', '#d8232a'];
  context.lineWidth = 3 * scale;
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
  context.stroke();
  context.beginPath();
  for (let point = 0; point < 10; point += 1) {
    const [angle, far] = [(point * Math.PI) / 5 - Math.PI / 2, point % 2 === 0 ? radius * 0.3 : radius * 0.12];
    context.lineTo(Math.cos(angle) * far, Math.sin(angle) * far);
  }
  context.fill();
  if (!GlobalFonts.has('Seal')) GlobalFonts.registerFromPath(TYPEFACE.normal, 'Seal');
  context.font = `${14 * scale}px Seal`;
  context.textAlign = 'center';
  for (const [index, sign] of Array.from('河南云帆智能装备有限公司').entries()) {
    context.save();
    context.rotate(((index - 5.5) * 21 * Math.PI) / 180);
    context.fillText(sign, 0, -radius + 20 * scale);
    context.restore();
  }
  context.restore();
}

function soil(glass: Canvas, noise: number, dice: Dice): void {
  const context = glass.getContext('2d');
  const points = context.getImageData(0, 0, glass.width, glass.height);
  const tile = Int8Array.from({ length: 65_521 }, () => dice.whole(-noise, noise));
  for (let at = 0; at < points.data.length; at += 4) {
    const off = tile[(at / 4) % tile.length] ?? 0;
    for (let channel = 0; channel < 3; channel += 1) points.data[at + channel] = (points.data[at + channel] ?? 0) + off;
  }
  context.putImageData(points, 0, 0);
}

/** Pictures as the pages of a PDF, as a scanner writes them. */
async function boundPictures(jpegs: readonly Buffer[], dotsAnInch: number): Promise<Buffer> {
  const bodies: (string | Buffer)[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${jpegs.map((_, index) => `${3 + index * 3} 0 R`).join(' ')}] /Count ${jpegs.length} >>`,
  ];
  for (const jpeg of jpegs) {
    const { width, height } = await loadImage(jpeg);
    const [wide, high] = [(width / dotsAnInch) * 72, (height / dotsAnInch) * 72];
    const content = `q ${wide} 0 0 ${high} 0 0 cm /P Do Q`;
    const own = bodies.length + 1;
    bodies.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${wide} ${high}] /Resources << /XObject << /P ${own + 2} 0 R >> >> /Contents ${own + 1} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      Buffer.concat([
        Buffer.from(
          `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`,
        ),
        jpeg,
        Buffer.from('\nendstream'),
      ]),
    );
  }
  return handMade(bodies);
}
