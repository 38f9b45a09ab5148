// By what the list of what was found can be narrowed.
export const FACETS = ["theme", "publisher", "format", "frequency", "year", "municipality"];
