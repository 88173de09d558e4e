package org.ravel.shard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Manifests of formats 1 and 2, all of language models, as they would be in format 3; those of
 * series in format 8 as in format 9.
 */
final class OldManifest {
  private OldManifest() {}

  static void renew(ObjectNode manifest) {
    if (manifest.path("format").asInt() == 1) {
      addGeneration(manifest);
    }
    if (!manifest.path("vocabularySize").isInt() || !manifest.path("sequenceLength").isInt()) {
      throw new IllegalArgumentException("it has no vocabularySize or no sequenceLength");
    }
    manifest.put("format", ManifestFile.format(ShardSchemas.LANGUAGE_MODEL));
    manifest.remove("columns");
    manifest.set("schema", ManifestFile.tree(ShardSchemas.LANGUAGE_MODEL));
    ObjectNode vocabulary = manifest.putObject("vocabularies").putObject(ShardSchemas.VOCABULARY);
    vocabulary.set("file", manifest.remove("vocabularyFile"));
    vocabulary.set("size", manifest.remove("vocabularySize"));
    vocabulary.set("digest", manifest.remove("vocabularyDigest"));
    int length = manifest.path("sequenceLength").asInt();
    for (JsonNode part : manifest.path("splits")) {
      for (JsonNode file : part.path("files")) {
        ((ObjectNode) file).put("longest", Math.min(length, file.path("targets").asLong()));
      }
    }
    for (JsonNode generation : manifest.path("generations")) {
      ((ObjectNode) generation).put("skipped", 0).put("cut", 0);
    }
  }

  /** Before format 9 all networks read the values of series. */
  static void renewSeries(JsonNode manifest) {
    for (JsonNode column : manifest.path("schema").path("columns")) {
      if (column.path("horizon") instanceof ObjectNode horizon) {
        horizon.put("changesOnly", false);
      }
    }
  }

  /** A shard set of format 1 is a first generation. */
  private static void addGeneration(ObjectNode manifest) {
    manifest.put("vocabularyFile", ShardSet.VOCABULARY);
    ObjectNode generation = manifest.withArray("generations").addObject();
    generation.put("number", 1);
    generation.set("inputDigest", manifest.get("inputDigest"));
    generation.put("sources", manifest.path("sources").size());
    generation.putNull("drift");
    ObjectNode amounts = generation.putObject("splits");
    manifest
        .path("splits")
        .fields()
        .forEachRemaining(
            split -> {
              for (JsonNode file : split.getValue().path("files")) {
                if (file instanceof ObjectNode entry) {
                  entry.put("firstRow", 0);
                  entry.put("leading", true);
                }
              }
              if (split.getValue() instanceof ObjectNode part) {
                amounts.set(split.getKey(), part.deepCopy().without("files"));
              }
            });
  }
}
