/** Writes a workbook of one sheet that holds nothing but text: numbers stay as they are, and nothing is a formula. */
import { escapeXml } from './xml.ts';
import { createZipWriter } from './zip.ts';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Excel takes no more. */
export const MAX_SHEET_ROWS = 1_048_576;
const MAX_CELL = 32_767;
/** Rows that are joined before they are deflated. */
const ROWS_AT_ONCE = 200;

const PARTS: readonly (readonly [string, string])[] = [
  [
    '[Content_Types].xml',
    `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Titian" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  ],
  [
    // Style 1: format 49, "text", so that editing a cell does not turn a phone number into a number.
    'xl/styles.xml',
    `${XML}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  ],
];

/** The bytes of the workbook. Rows beyond what Excel takes are an error of the caller's. */
export async function* writeXlsx(
  rows: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<Buffer> {
  const zip = createZipWriter();
  for (const [name, text] of PARTS) yield await zip.add(name, [text]);
  yield await zip.add('xl/worksheets/sheet1.xml', sheetOf(rows));
  yield zip.end();
}

async function* sheetOf(rows: AsyncIterable<readonly (readonly string[])[]>): AsyncGenerator<string> {
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="60" width="20" style="1" customWidth="1"/></cols><sheetData>`;
  let count = 0;
  for await (const some of rows) {
    for (let at = 0; at < some.length; at += ROWS_AT_ONCE) {
      const part = some.slice(at, at + ROWS_AT_ONCE);
      count += part.length;
      if (count > MAX_SHEET_ROWS) throw new RangeError('a sheet holds 1,048,576 rows');
      yield part.map(rowText).join('');
    }
  }
  yield '</sheetData></worksheet>';
}

const rowText = (cells: readonly string[]): string => `<row>${cells.map(cellText).join('')}</row>`;

function cellText(cell: string): string {
  if (cell === '') return '<c s="1"/>';
  const text = escapeXml(cell.slice(0, MAX_CELL));
  return `<c s="1" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}
