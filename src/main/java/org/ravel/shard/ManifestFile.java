package org.ravel.shard;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
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
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ConfigNames;
import org.ravel.config.Split;
import org.ravel.error.InputException;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Column;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Order;
import org.ravel.sequence.Schema;
import org.ravel.storage.Storage;

/** {@code manifest.json}: the manifest's components in their order, the same bytes each time. */
public final class ManifestFile {
  public static final String NAME = "manifest.json";

  /** Where tokens are read. */
  private static final int TOKENS_FORMAT = 3;

  /** Where real numbers are read. */
  private static final int NUMBERS_FORMAT = 4;

  /** Where trees are read. */
  private static final int TREES_FORMAT = 5;

  /** Where sets of labels are predicted. */
  private static final int SETS_FORMAT = 6;

  /** Where images have names. */
  private static final int IMAGES_FORMAT = 7;

  /** Where series are read whose values are. */
  private static final int SERIES_FORMAT = 8;

  /** Where series say whether only their changes are read. */
  private static final int CHANGES_FORMAT = 9;

  /** Where each step has a set. */
  private static final int STEP_SETS_FORMAT = 10;

  /** Where real numbers are predicted of whole sequences: the newest. */
  private static final int FORMAT = 11;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addKeySerializer(Split.class, new SplitKey())
                  .addKeyDeserializer(Split.class, new KeySplit())
                  .addSerializer(Order.class, new NameOf<>(Order.class))
                  .addDeserializer(Order.class, new ConstantOf<>(Order.class))
                  .addSerializer(Alignment.class, new NameOf<>(Alignment.class))
                  .addDeserializer(Alignment.class, new ConstantOf<>(Alignment.class))
                  .addSerializer(Horizon.Base.class, new NameOf<>(Horizon.Base.class))
                  .addDeserializer(Horizon.Base.class, new ConstantOf<>(Horizon.Base.class)))
          .addMixIn(Column.class, TypedColumn.class)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private static final Pattern OWN =
      Pattern.compile(
          "(version-\\d{5,9}/)?((vocabulary|characters|labels|target-vocabulary|series)\\.jsonl|(train|validation|test)/part-\\d{5,10}\\.parquet)");

  private ManifestFile() {}

  /** The version of the layout that has what a schema needs. */
  public static int format(Schema schema) {
    if (schema.targets() == Alignment.SET) {
      return SETS_FORMAT;
    }
    if (schema.targets() == Alignment.HORIZON) {
      return CHANGES_FORMAT;
    }
    if (schema.targets() == Alignment.STEP_SETS) {
      return STEP_SETS_FORMAT;
    }
    if (schema.targets() == Alignment.VALUES) {
      return FORMAT;
    }
    if (schema.names().isPresent()) {
      return IMAGES_FORMAT;
    }
    if (schema.children().isPresent()) {
      return TREES_FORMAT;
    }
    return schema.input() instanceof Column.Reals ? NUMBERS_FORMAT : TOKENS_FORMAT;
  }

  public static String text(Manifest manifest) {
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
  public static String read(Storage storage, Path folder) {
    Path file = new Path(folder, NAME);
    if (!storage.exists(file)) {
      throw new InputException(
          "%s holds no %s: run ravel prepare first, or correct shards.path"
              .formatted(folder, NAME));
    }
    return storage.readText(file);
  }

  /** A part of a manifest. */
  static JsonNode tree(Object part) {
    return JSON.valueToTree(part);
  }

  public static Manifest parse(Path folder, String text) {
    Path file = new Path(folder, NAME);
    try {
      JsonNode tree = JSON.readTree(text);
      JsonNode format = tree.path("format");
      if (format.isInt() && format.asInt() > FORMAT) {
        throw new InputException(
            "%s has format %d, but this version reads up to %d; use the version of Ravel that wrote it"
                .formatted(file, format.asInt(), FORMAT));
      }
      if (tree instanceof ObjectNode root && format.asInt() < TOKENS_FORMAT) {
        OldManifest.renew(root);
      }
      if (format.asInt() == SERIES_FORMAT) {
        OldManifest.renewSeries(tree);
      }
      Manifest manifest = JSON.treeToValue(tree, Manifest.class);
      requireInside(file, manifest);
      return manifest;
    } catch (JsonProcessingException | IllegalArgumentException | ClassCastException e) {
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
            manifest.vocabularies().values().stream().map(Manifest.VocabularyPart::file),
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

  /** Columns are told apart by a type. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Column.Ids.class, name = "ids"),
    @JsonSubTypes.Type(value = Column.Sets.class, name = "sets"),
    @JsonSubTypes.Type(value = Column.Spelling.class, name = "spelling"),
    @JsonSubTypes.Type(value = Column.Children.class, name = "children"),
    @JsonSubTypes.Type(value = Column.Reals.class, name = "reals"),
    @JsonSubTypes.Type(value = Column.Series.class, name = "series"),
    @JsonSubTypes.Type(value = Column.Text.class, name = "text")
  })
  private interface TypedColumn {}

  private static final class NameOf<E extends Enum<E>> extends StdSerializer<E> {
    private static final long serialVersionUID = 1L;

    NameOf(Class<E> type) {
      super(type);
    }

    @Override
    public void serialize(E constant, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(ConfigNames.of(constant));
    }
  }

  private static final class ConstantOf<E extends Enum<E>> extends StdDeserializer<E> {
    private static final long serialVersionUID = 1L;

    private final Class<E> type;

    ConstantOf(Class<E> type) {
      super(type);
      this.type = type;
    }

    @Override
    public E deserialize(JsonParser json, DeserializationContext context) throws IOException {
      String name = json.getText();
      return ConfigNames.find(type, name)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "%s is no %s".formatted(name, type.getSimpleName())));
    }
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
