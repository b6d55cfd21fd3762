// Everything works without this; with it, some things happen by themselves.
import { localTimes, tellZone } from "./times.js";
import { copyButtons } from "./copy.js";
import { liveSearch } from "./search.js";
import { liveRegions } from "./live.js";
import { freshParts } from "./fresh.js";
import { quietForms } from "./forms.js";
import { sessionEnd } from "./session.js";
import { watchLine } from "./line.js";
import { menus } from "./menu.js";
import { keys } from "./keys.js";
import { ticks } from "./ticks.js";

tellZone();
localTimes(document);
copyButtons(document);
liveSearch();
liveRegions();
freshParts();
quietForms();
sessionEnd();
watchLine();
menus();
keys();
ticks();
