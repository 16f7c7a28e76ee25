import { z } from 'zod';

// Zod would try out whether it may compile schemas with `new Function`; the engine's content security policy forbids
// that, and the attempt alone is reported. Imported before any schema is made.
z.config({ jitless: true });
