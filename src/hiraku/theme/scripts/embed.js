// The site around a frame may be light whatever the reader's machine prefers: ?theme=light.

if (new URLSearchParams(location.search).get("theme") === "light") document.documentElement.dataset.theme = "light";
