package org.ravel.config;

/**
 * Where models are kept by version, and how many.
 *
 * @param path the folder of the registries
 * @param name of the registry in it
 * @param keepVersions the last versions that pruning leaves
 * @param keepChampions the champion and those before it that pruning leaves, to roll back to
 */
public record RegistryConfig(String path, String name, int keepVersions, int keepChampions) {
  /** What a registry may be called: a single name of a folder. */
  public static final String NAME_RULE = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  public RegistryConfig {
    Require.path("registry.path", path);
    Require.present("registry.name", name);
    Require.that(
        name.matches(NAME_RULE),
        "registry.name",
        name,
        "be 1 to 64 letters, digits, dots, underscores or hyphens, with a letter or digit first");
    Require.atLeast(1, "registry.keep-versions", keepVersions);
    Require.atLeast(1, "registry.keep-champions", keepChampions);
  }
}
