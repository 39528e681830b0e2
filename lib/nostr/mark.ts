/** Facet's own mark on a 128 grid, facet by facet: in colour, and grey for while nobody is known. */
export const MARK = [
  { points: '64,3 116.8,33.5 87.8,64 75.9,43.5', fill: '#ffb922', grey: '#bcbec0' },
  { points: '116.8,33.5 116.8,94.5 75.9,84.6 87.8,64', fill: '#428d95', grey: '#8a8c90' },
  { points: '116.8,94.5 64,125 52.1,84.6 75.9,84.6', fill: '#207582', grey: '#75777b' },
  { points: '64,125 11.2,94.5 40.2,64 52.1,84.6', fill: '#0c6373', grey: '#64666a' },
  { points: '11.2,94.5 11.2,33.5 52.1,43.5 40.2,64', fill: '#2a8591', grey: '#818387' },
  { points: '11.2,33.5 64,3 75.9,43.5 52.1,43.5', fill: '#4fb7bc', grey: '#a2a5a8' },
  { points: '75.9,43.5 87.8,64 75.9,84.6 52.1,84.6 40.2,64 52.1,43.5', fill: '#e3f6f8', grey: '#eaebed' },
] as const;
