export default {
  layout: "policy.njk",
  tags: ["policy"],
  permalink: (data) => `/policies/${data.province}/${data.page.fileSlug}/`,
};
