package org.ravel.shard.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.ravel.corpus.SourceName;
import org.ravel.error.InputException;
import org.ravel.storage.Storage;

/**
 * {@code inputs.jsonl}: every source file that a version of a shard set has read, a line for each,
 * in the order of their paths. Apart from the manifest, because it says where the files lay and
 * when they were written.
 */
public final class InputLedger {
  static final String NAME = "inputs.jsonl";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private final Map<String, InputFile> byPath = new TreeMap<>();

  /** Later files stand for earlier ones of the same path. */
  public InputLedger(Collection<InputFile> files) {
    files.forEach(file -> byPath.put(file.path(), file));
  }

  /**
   * That of a version.
   *
   * @throws InputException if it has none, or another thing instead
   */
  public static InputLedger read(Storage storage, Path version) {
    Path file = new Path(version, NAME);
    if (!storage.exists(file)) {
      throw new InputException(
          "%s is missing: the shard set was made by a version of Ravel that kept no record of its input files; give --overwrite instead of --incremental once, to make it again"
              .formatted(file));
    }
    List<String> lines = storage.readText(file).lines().toList();
    return new InputLedger(lines.stream().map(line -> parse(file, line)).toList());
  }

  private static InputFile parse(Path file, String line) {
    try {
      return JSON.readValue(line, InputFile.class);
    } catch (JsonProcessingException e) {
      throw new InputException(
          "%s is no record of input files: %s; restore it, or give --overwrite instead of --incremental"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  String text() {
    return byPath.values().stream().map(InputLedger::line).collect(Collectors.joining());
  }

  private static String line(InputFile file) {
    try {
      return JSON.writeValueAsString(file) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an input file is plain data", e);
    }
  }

  /** By path. */
  public Map<String, InputFile> files() {
    return byPath;
  }

  /** The same with these files, which stand for what was known of their paths. */
  public InputLedger with(Collection<InputFile> files) {
    InputLedger more = new InputLedger(byPath.values());
    files.forEach(file -> more.byPath.put(file.path(), file));
    return more;
  }

  /** The name of a file that comes to the corpus now. */
  String nameOf(String path) {
    return byPath.values().stream()
        .filter(file -> !file.name().startsWith("../") && file.path().endsWith(file.name()))
        .findFirst()
        .map(file -> file.path().substring(0, file.path().length() - file.name().length()))
        .map(root -> SourceName.from(root, path))
        .orElse(path);
  }
}
