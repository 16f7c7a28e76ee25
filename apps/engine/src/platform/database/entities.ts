/** Entities of all slices: for migrations and simple reads. Hot writes and screens are plain SQL beside their feature. */
export const entities: (new () => object)[] = [];
