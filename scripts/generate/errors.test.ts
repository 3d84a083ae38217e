import type { FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import { allErrors } from '../../src/apps/errors.ts';
import { problemBody } from '../../src/platform/http-server/send-problem.ts';
import { Problem } from '../../src/platform/problem.ts';
import { filesIn, isTest, readSource } from '../check/source-files.ts';
import { generateErrorsDoc } from './errors.ts';

const DOCUMENT = generateErrorsDoc(allErrors);
const ROOT = new URL('../..', import.meta.url).pathname;

describe('the error codes', () => {
  test('are all in the list, whichever file defines them', () => {
    const defined = filesIn(ROOT, ['src'], /[.]ts$/)
      .filter((file) => !isTest(file))
      .flatMap((file) => [...readSource(ROOT, file).matchAll(/defineErrors\('([a-z_]+)'/g)])
      .map((match) => match[1]);
    const listed = new Set(allErrors.map(({ code }) => code.split('.')[0]));
    expect(defined.length).toBeGreaterThan(0);
    expect(new Set(defined).size).toBe(defined.length);
    expect([...listed].sort()).toEqual([...defined].sort());
  });

  test('are unique', () => {
    const codes = allErrors.map(({ code }) => code);
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  });

  test.each(allErrors)(
    '$code speaks both languages, and the document has a place for what its `type` names',
    (error) => {
      for (const words of [error.title, error.remedy]) {
        expect(words.en.trim()).not.toBe('');
        expect(words.id.trim()).not.toBe('');
        expect(words.id).not.toBe(words.en);
      }
      const request = { id: 'r', headers: {} } as FastifyRequest;
      const { type } = problemBody(new Problem(error), request);
      expect(type).toBe(`urn:titian:error:${error.code}`);
      const anchor = error.code.replace('.', '-');
      expect(DOCUMENT).toContain(`<a id="${anchor}"></a>`);
    },
  );
});
