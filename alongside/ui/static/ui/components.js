// Wakes the NHS components on the page. Every page works without this file.
import { initAll } from "./vendor/nhsuk/nhsuk.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();
