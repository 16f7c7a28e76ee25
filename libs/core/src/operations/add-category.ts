import { z } from 'zod';
import { accept, pointer } from '../findings.js';
import { categorySchema } from '../template/document.js';
import { free, newId } from './elements.js';
import { operation, set } from './operation.js';

/** A new category of units. */
export const addCategory = operation({
  name: 'add-category',
  params: z.strictObject({ id: newId, title: categorySchema.shape.title }),
  edits: (template, { id, title }) =>
    free(template.categories, 'category', id, pointer('categories', id)) ??
    accept([set(pointer('categories', id), { title })]),
});
