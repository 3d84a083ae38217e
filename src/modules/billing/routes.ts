import { z } from 'zod';
import { READ_RATE } from '../../platform/http-server/rates.ts';
import { type Route, routeFor } from '../../platform/http-server/route.ts';
import type { Actor } from '../accounts/index.ts';
import { CreatePrice, Price } from './contract.ts';
import { billingErrors } from './errors.ts';
import { type BillingDeps, createPrice, listPriceViews } from './prices.ts';

const route = routeFor<Actor>();

// biome-ignore format: one route per line is the point of this file
export const billingRoutes = (deps: BillingDeps): Route[] => [
  route({ method: 'GET', path: '/v1/prices', operation: 'listPrices', summary: 'Prices per segment, by medium, operator and day', permission: 'prices:read', rate: READ_RATE, response: { 200: z.object({ items: z.array(Price) }) }, handler: async ({ actor }) => ({ status: 200, body: { items: await listPriceViews(deps, actor) } }) }),
  route({ method: 'POST', path: '/v1/prices', operation: 'createPrice', summary: 'Set a price from a moment on', permission: 'prices:write', rate: { name: 'write', limit: 120, windowSeconds: 60 }, body: CreatePrice, response: { 201: Price }, errors: [billingErrors.price_exists], handler: async ({ actor }, { body }) => ({ status: 201, body: await createPrice(deps, actor, body) }) }),
];
