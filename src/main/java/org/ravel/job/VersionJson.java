package org.ravel.job;

import java.util.List;
import org.ravel.registry.Decision;
import org.ravel.registry.Registry;
import org.ravel.registry.Version;

/**
 * A version as {@code models list --json} and {@code models show --json} print it; registry.md
 * describes it.
 *
 * @param reference for model.path
 * @param folder where its files are
 * @param champion whether it is the champion
 * @param version its version.json
 * @param decisions about it, oldest first
 */
record VersionJson(
    String reference, String folder, boolean champion, Version version, List<Decision> decisions) {

  static VersionJson of(Registry registry, Version version, List<Decision> history) {
    return new VersionJson(
        registry.reference(version).toString(),
        registry.folder(version).toString(),
        registry.champion().orElse(0) == version.number(),
        version,
        about(version, history));
  }

  /** The decisions about a version, oldest first; prunes are about others. */
  static List<Decision> about(Version version, List<Decision> history) {
    return history.stream()
        .filter(decision -> Integer.valueOf(version.number()).equals(decision.version()))
        .filter(decision -> decision.action() != Decision.Action.PRUNE)
        .toList();
  }
}
