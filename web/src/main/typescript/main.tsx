import { render } from "preact";
import { App } from "./app";
import "./style.css";
import { apply } from "./text/text";

apply();
const root = document.getElementById("page");
if (root) render(<App />, root);
