/** `/orders/{id}` → `/orders/id`: a path that the template takes. */
export const concretePath = (template: string): string => template.replaceAll(/\{([^}+]*)\+?\}/g, '$1');
