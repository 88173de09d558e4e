package org.ravel.shard;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.ravel.config.Split;
import org.ravel.error.InputException;
import org.ravel.storage.Storage;

/** {@code manifest.json}: the manifest's components in their order, the same bytes each time. */
final class ManifestFile {
  static final String NAME = "manifest.json";
  static final int FORMAT = 2;
  static final String LANGUAGE_MODEL = "language-model";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addKeySerializer(Split.class, new SplitKey())
                  .addKeyDeserializer(Split.class, new KeySplit()))
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private static final Pattern OWN =
      Pattern.compile(
          "(version-\\d{5,9}/)?(vocabulary\\.jsonl|(train|validation|test)/part-\\d{5,10}\\.parquet)");

  private ManifestFile() {}

  static String text(Manifest manifest) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    try {
      return JSON.writer(printer).writeValueAsString(manifest) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is plain data", e);
    }
  }

  /** The manifest's text in a shard set's folder. */
  static String read(Storage storage, Path folder) {
    Path file = new Path(folder, NAME);
    if (!storage.exists(file)) {
      throw new InputException(
          "%s holds no %s: run ravel prepare first, or correct shards.path"
              .formatted(folder, NAME));
    }
    return storage.readText(file);
  }

  static Manifest parse(Path folder, String text) {
    Path file = new Path(folder, NAME);
    try {
      JsonNode tree = JSON.readTree(text);
      JsonNode format = tree.path("format");
      if (format.isInt() && format.asInt() > FORMAT) {
        throw new InputException(
            "%s has format %d, but this version reads up to %d; use the version of Ravel that wrote it"
                .formatted(file, format.asInt(), FORMAT));
      }
      if (format.asInt() == 1 && tree instanceof ObjectNode first) {
        addWhatFormat1Lacks(first);
      }
      Manifest manifest = JSON.treeToValue(tree, Manifest.class);
      requireInside(file, manifest);
      return manifest;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      String reason =
          e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.getMessage();
      throw new InputException(
          "%s is no manifest of a shard set: %s; run ravel prepare again".formatted(file, reason),
          e);
    }
  }

  /** A manifest may be anybody's: what it names must be a file of a shard set, below its folder. */
  private static void requireInside(Path file, Manifest manifest) {
    Stream.concat(
            Stream.of(manifest.vocabularyFile()),
            manifest.splits().values().stream()
                .flatMap(part -> part.files().stream())
                .map(Manifest.ShardFile::path))
        .filter(path -> !OWN.matcher(path).matches())
        .findFirst()
        .ifPresent(
            path -> {
              throw new InputException(
                  "%s names the file %s, which is none of a shard set's own; restore it or run ravel prepare again"
                      .formatted(file, path));
            });
  }

  /** A shard set of format 1 is a first generation. */
  private static void addWhatFormat1Lacks(ObjectNode manifest) {
    manifest.put("format", FORMAT);
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

  private static final class SplitKey extends JsonSerializer<Split> {
    @Override
    public void serialize(Split split, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeFieldName(split.key());
    }
  }

  private static final class KeySplit extends KeyDeserializer {
    @Override
    public Split deserializeKey(String key, DeserializationContext context) {
      return Split.valueOf(key.toUpperCase(Locale.ROOT));
    }
  }
}
