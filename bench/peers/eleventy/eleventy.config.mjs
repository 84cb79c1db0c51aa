// Policies by province and newest first; Markdown without a template pass over it, which is faster than the default.
export default function (config) {
  const newest = (api) => api.getFilteredByTag("policy").toReversed();
  config.addFilter("day", (date) => new Date(date).toISOString().slice(0, 10));
  config.addCollection("newest", newest);
  config.addCollection("provinces", (api) => {
    const found = new Map();
    for (const policy of newest(api)) {
      const id = policy.data.province;
      if (!found.has(id)) found.set(id, { id, policies: [], sums: {} });
      const province = found.get(id);
      province.policies.push(policy);
      for (const target of policy.data.targets) {
        province.sums[target.metric] = (province.sums[target.metric] ?? 0) + target.number;
      }
    }
    return [...found.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  });
  return {
    dir: { input: "content" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
    templateFormats: ["md", "njk"],
  };
}
