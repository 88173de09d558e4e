package org.ravel.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.ravel.config.Split;
import org.ravel.corpus.UnknownTokens;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.InputException;
import org.ravel.model.TrainedModel;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.ExampleReader;
import org.ravel.storage.Storage;
import org.ravel.wording.Phrases;

/** The strings that a network reads while it is looked at, as ids. */
final class InspectedStrings {
  /** With more of them pictures are no clearer. */
  private static final int MOST_STRINGS = 1000;

  private static final int MOST_SYMBOLS = 200;

  /** Of the states of all strings, which are held and written. */
  private static final long MOST_NUMBERS = 10_000_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JobContext context;
  private final TrainedModel model;

  InspectedStrings(JobContext context, TrainedModel model) {
    this.context = context;
    this.model = model;
  }

  /**
   * The strings.
   *
   * @param file with a string in each line, or a JSON object that has one as {@code text}; null for
   *     the validation split of {@code shards.path}
   * @param size numbers of a state
   * @throws InputException if none has a symbol
   */
  List<int[]> read(String file, int size) {
    List<int[]> strings = file == null ? ofShards() : ofLines(file);
    String source = file == null ? context.config().shards().path() : file;
    if (strings.stream().allMatch(string -> string.length == 0)) {
      throw new InputException(
          "%s holds no string with a symbol; name a file with a string in each line by --strings"
              .formatted(source));
    }
    boolean cut = strings.stream().anyMatch(string -> string.length > MOST_SYMBOLS);
    if (cut) {
      context.tell(
          "of strings of more than %d symbols the first %d are read"
              .formatted(MOST_SYMBOLS, MOST_SYMBOLS));
    }
    List<int[]> read =
        affordable(
            strings.stream()
                .map(string -> Arrays.copyOf(string, Math.min(string.length, MOST_SYMBOLS)))
                .toList(),
            size);
    if (read.size() < strings.size()) {
      context.tell(
          "of these the first %,d are read: a state has %,d numbers".formatted(read.size(), size));
    }
    return read;
  }

  /** The first strings, as many as have {@link #MOST_NUMBERS} in their states, at least one. */
  static List<int[]> affordable(List<int[]> strings, int size) {
    int count = 0;
    long numbers = 0;
    while (count < strings.size() && (count == 0 || numbers < MOST_NUMBERS)) {
      numbers += (strings.get(count).length + 1L) * size;
      count++;
    }
    return strings.subList(0, numbers > MOST_NUMBERS ? Math.max(1, count - 1) : count);
  }

  private List<int[]> ofLines(String file) {
    Storage storage = context.storage();
    List<String> lines = storage.readText(storage.qualified(file)).lines().toList();
    List<int[]> strings = new ArrayList<>();
    Vocabulary vocabulary = model.vocabulary();
    for (int i = 0; i < Math.min(lines.size(), MOST_STRINGS); i++) {
      String text = text(file, i + 1, lines.get(i));
      UnknownTokens.of(vocabulary, text)
          .warning("%s, line %d".formatted(file, i + 1))
          .ifPresent(context::tell);
      strings.add(vocabulary.encode(text));
    }
    tellIfMore(lines.size(), file);
    return strings;
  }

  private static String text(String file, int number, String line) {
    if (!line.startsWith("{")) {
      return line;
    }
    try {
      JsonNode text = JSON.readTree(line).get("text");
      if (text != null && text.isTextual()) {
        return text.textValue();
      }
    } catch (JsonProcessingException e) {
      throw new InputException(
          "line %d of %s begins with a brace but is no JSON: %s; mend it"
              .formatted(number, file, e.getOriginalMessage()),
          e);
    }
    throw new InputException(
        "line %d of %s is a JSON object without a text; give the string as \"text\""
            .formatted(number, file));
  }

  private void tellIfMore(long found, String source) {
    if (found > MOST_STRINGS) {
      context.tell(
          "the first %,d of %s of %s are read"
              .formatted(MOST_STRINGS, Phrases.count(found, "string"), source));
    }
  }

  private List<int[]> ofShards() {
    String path = context.config().shards().path();
    ShardSet shards = ShardSet.open(context.storage(), path);
    model.requireInput(shards.manifest().vocabularyDigest(), null, path);
    Manifest.SplitPart split = shards.split(Split.VALIDATION);
    List<int[]> strings = new ArrayList<>();
    List<Manifest.ShardFile> files = split.files();
    for (int i = 0; i < files.size() && strings.size() < MOST_STRINGS; i++) {
      Manifest.ShardFile file = files.get(i);
      long rows = Math.min(file.sequences(), MOST_STRINGS - strings.size());
      try (ExampleReader reader =
          ExampleReader.open(
              context.storage().configuration(),
              new Path(shards.path().toString()),
              shards.manifest().schema(),
              file,
              0,
              rows,
              false)) {
        reader.forEachRemaining(example -> strings.add(example.ids(0)));
      }
    }
    tellIfMore(split.sequences(), path);
    return strings;
  }
}
