import { Readable } from 'node:stream';
import { z } from 'zod';
import { READ_RATE } from '../../platform/http-server/rates.ts';
import { type Reply, type Route, routeFor } from '../../platform/http-server/route.ts';
import type { Actor } from '../accounts/index.ts';
import { type Booked, giveTrialCredit, topUp } from './balance/add-funds.ts';
import { changeBilling } from './balance/change-billing.ts';
import { showBilling } from './balance/show-billing.ts';
import * as shapes from './contract.ts';
import type { BillingDeps } from './deps.ts';
import { billingErrors as errors } from './errors.ts';
import { createPrice } from './prices/create-price.ts';
import { listPriceViews, quotePrice } from './prices/quote-price.ts';
import { adoptPriceList, listReadyLists } from './ready-lists/adopt-list.ts';
import { readRequestKey } from './request-key.ts';
import { listLedger } from './statement/list-ledger.ts';
import { showStatement } from './statement/show-statement.ts';
import { statementCsv } from './statement/statement-csv.ts';

const route = routeFor<Actor>();
const WRITE = { name: 'billing_write', limit: 60, windowSeconds: 60 } as const;
const EXPORT = { name: 'billing_export', limit: 20, windowSeconds: 60 } as const;
const funds = [errors.reference_used, errors.idempotency_key_invalid];
const period = [errors.period_invalid];

const booked = ({ journal, replayed }: Booked): Reply => ({
  status: 201,
  body: journal,
  ...(replayed ? { headers: { 'idempotency-replayed': 'true' } } : {}),
});

const csvReply = (csv: string, { from, to }: { readonly from: string; readonly to: string }): Reply => ({
  status: 200,
  stream: Readable.from([csv]),
  headers: {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="statement-${from}-${to}.csv"`,
  },
});

// biome-ignore format: one route per line is the point of this file
export const billingRoutes = (deps: BillingDeps): Route[] => [
  route({ method: 'GET', path: '/v1/prices', operation: 'listPrices', summary: 'Prices per segment, by medium, channel, operator, class and day', permission: 'prices:read', rate: READ_RATE, response: { 200: z.object({ items: z.array(shapes.Price) }) }, handler: async ({ actor }) => ({ status: 200, body: { items: await listPriceViews(deps, actor) } }) }),
  route({ method: 'POST', path: '/v1/prices', operation: 'createPrice', summary: 'Set a price from a moment on', permission: 'prices:write', rate: { name: 'write', limit: 120, windowSeconds: 60 }, body: shapes.CreatePrice, response: { 201: shapes.Price }, errors: [errors.price_exists, errors.channel_unknown], handler: async ({ actor }, { body }) => ({ status: 201, body: await createPrice(deps, actor, body) }) }),
  route({ method: 'GET', path: '/v1/prices/quote', operation: 'quotePrice', summary: 'What so many segments would cost, and which price says so', permission: 'prices:read', rate: READ_RATE, query: shapes.QuotePrice, response: { 200: shapes.PriceQuote }, errors: [errors.channel_unknown], handler: async ({ actor }, { query }) => ({ status: 200, body: await quotePrice(deps, actor, query) }) }),
  route({ method: 'GET', path: '/v1/price-lists', operation: 'listReadyPriceLists', summary: 'Published price lists that stand ready to be taken over', permission: 'prices:read', rate: READ_RATE, response: { 200: z.object({ items: z.array(shapes.ReadyPriceList) }) }, handler: async () => ({ status: 200, body: { items: [...listReadyLists()] } }) }),
  route({ method: 'POST', path: '/v1/price-lists/{key}/adopt', operation: 'adoptPriceList', summary: 'Take a published price list over, in rupiah', permission: 'prices:write', rate: { name: 'price_lists', limit: 20, windowSeconds: 60 }, params: z.object({ key: z.string().max(64) }), body: shapes.AdoptPriceList, response: { 201: z.object({ items: z.array(shapes.Price) }) }, errors: [errors.price_list_unknown, errors.channel_unknown], handler: async ({ actor }, { params, body }) => ({ status: 201, body: await adoptPriceList(deps, actor, params.key, body) }) }),
  route({ method: 'GET', path: '/v1/billing', operation: 'getBilling', summary: 'How the workspace pays, and its balances', permission: 'billing:read', rate: READ_RATE, response: { 200: shapes.Billing }, handler: async ({ actor }) => ({ status: 200, body: await showBilling(deps, actor) }) }),
  route({ method: 'PUT', path: '/v1/billing', operation: 'updateBilling', summary: 'Prepaid or postpaid, credit limit, and when to tell of a low balance', permission: 'billing:manage', rate: WRITE, body: shapes.ChangeBilling, response: { 200: shapes.Billing }, handler: async ({ actor }, { body }) => ({ status: 200, body: await changeBilling(deps, actor, body) }) }),
  route({ method: 'POST', path: '/v1/billing/top-ups', operation: 'createTopUp', summary: 'Book money that came in; the same reference or Idempotency-Key is booked once', permission: 'billing:manage', rate: WRITE, body: shapes.TopUp, response: { 201: shapes.Journal }, errors: funds, handler: async ({ actor, headers }, { body }) => booked(await topUp(deps, actor, body, readRequestKey(headers['idempotency-key']))) }),
  route({ method: 'POST', path: '/v1/billing/trial-credits', operation: 'createTrialCredit', summary: 'Give a trial workspace credit for trying out', permission: 'billing:manage', rate: WRITE, body: shapes.TrialCredit, response: { 201: shapes.Journal }, errors: [...funds, errors.not_a_trial], handler: async ({ actor, headers }, { body }) => booked(await giveTrialCredit(deps, actor, body, readRequestKey(headers['idempotency-key']))) }),
  route({ method: 'GET', path: '/v1/billing/ledger', operation: 'listLedger', summary: 'Every movement of money, newest first', permission: 'billing:read', rate: READ_RATE, query: shapes.ListLedger, response: { 200: shapes.JournalPage }, handler: async ({ actor }, { query }) => ({ status: 200, body: await listLedger(deps, actor, query) }) }),
  route({ method: 'GET', path: '/v1/billing/statement', operation: 'getStatement', summary: 'What was charged, by day, channel and operator', permission: 'billing:read', rate: READ_RATE, query: shapes.ShowStatement, response: { 200: shapes.Statement }, errors: period, handler: async ({ actor }, { query }) => ({ status: 200, body: await showStatement(deps, actor, query) }) }),
  route({ method: 'GET', path: '/v1/billing/statement.csv', operation: 'exportStatement', summary: 'The statement as CSV', permission: 'billing:read', rate: EXPORT, query: shapes.ExportStatement, response: { 200: null }, errors: period, handler: async ({ actor }, { query }) => csvReply(statementCsv((await showStatement(deps, actor, query)).rows, query.separator), query) }),
];
