// A reader of a page that checks. In: a browser and a server. Out: the page, what went wrong in it, and what the check told.

/** A page that keeps what goes wrong in it. What cannot be looked up under `.example` is no trouble. */
export const visitor = (browser) => async (server, path, options = {}) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error' && !/net::ERR_/.test(message.text())) troubles.push(message.text()); });
  page.on('dialog', (dialog) => { troubles.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(server.url + path);
  return { page, troubles, context };
};

/** What the check of a credential's page tells after a click. */
export async function checked(page) {
  await page.click('.check button');
  await page.waitForSelector('.check-result');
  return page.locator('.check-result').innerText();
}
