import { keepToken } from "/static/js/api.js";
import { h } from "/static/js/dom.js";
import { ask } from "./who.js";

/** What a writing request gives, asked once more with a token where the server wants one. */
export async function permitted(send) {
  try {
    return await send();
  } catch (error) {
    if (error.status !== 401) throw error;
    const input = h("input", { type: "password", name: "token", required: true, autocomplete: "off" });
    const words = `${error.message}. Whoever runs the server has the token.`;
    const form = await ask("A token is needed to write", h("label", { class: "field" }, words, input));
    if (!form) throw error;
    keepToken(input.value.trim());
    return send();
  }
}
