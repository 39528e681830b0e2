/** Imported for what it does: Facet's own code names its files without their endings, which only its build understands. */
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (name, context, next) => {
    try {
      return next(name, context);
    } catch (error) {
      if (!name.startsWith('.')) throw error;
      return next(`${name}.ts`, context);
    }
  },
});
