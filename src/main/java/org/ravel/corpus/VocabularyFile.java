package org.ravel.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ConfigNames;
import org.ravel.config.Documents;
import org.ravel.config.TokenizerKind;
import org.ravel.error.InputException;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;
import org.ravel.wording.Phrases;

/**
 * {@code vocabulary.jsonl}: a line with the properties, then a line {@code ["token",count]} for
 * each id. The bytes depend on the vocabulary only.
 */
final class VocabularyFile {
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private VocabularyFile() {}

  static String digest(Vocabulary vocabulary) {
    return Sha256.of(text(vocabulary));
  }

  static String text(Vocabulary vocabulary) {
    StringBuilder text = new StringBuilder();
    ObjectNode header = JSON.createObjectNode().put("format", FORMAT);
    if (vocabulary.isOfLabels()) {
      header.put("labels", true);
    }
    text.append(
        header
            .put("tokenizer", ConfigNames.of(vocabulary.tokenizer().kind()))
            .put("lowerCase", vocabulary.tokenizer().lowerCase())
            .put("documents", ConfigNames.of(vocabulary.documents()))
            .put("size", vocabulary.size()));
    text.append('\n');
    for (int id = 0; id < vocabulary.size(); id++) {
      text.append(
          JSON.createArrayNode().add(vocabulary.token(id)).add(vocabulary.count(id)).toString());
      text.append('\n');
    }
    return text.toString();
  }

  static Vocabulary read(Storage storage, Path file) {
    String text = storage.readText(file);
    List<String> lines = Arrays.asList(text.split("\n", -1));
    JsonNode header = parse(file, lines, 0);
    if (header.path("format").asInt() != FORMAT) {
      throw malformed(
          file,
          1,
          "its format is %s, this version reads %d".formatted(header.path("format"), FORMAT));
    }
    int size = header.path("size").asInt();
    if (lines.size() != size + 2 || !lines.get(size + 1).isEmpty()) {
      throw malformed(
          file,
          1,
          "it promises %s, but %s"
              .formatted(
                  Phrases.count(size, "token"),
                  Phrases.count(lines.size() - 2, "line follows", "lines follow")));
    }
    String[] tokens = new String[size];
    long[] counts = new long[size];
    for (int id = 0; id < size; id++) {
      JsonNode line = parse(file, lines, id + 1);
      if (!line.path(0).isTextual() || !line.path(1).isIntegralNumber()) {
        throw malformed(file, id + 2, "it reads %s, not [\"token\",count]".formatted(line));
      }
      tokens[id] = line.get(0).asText();
      counts[id] = line.get(1).asLong();
    }
    return vocabulary(file, header, tokens, counts, Sha256.of(text));
  }

  private static Vocabulary vocabulary(
      Path file, JsonNode header, String[] tokens, long[] counts, String digest) {
    Documents documents = constant(file, header, "documents", Documents.class);
    TokenizerKind kind = constant(file, header, "tokenizer", TokenizerKind.class);
    boolean labels = header.path("labels").asBoolean();
    List<String> specials = labels ? List.of() : Vocabulary.specials(documents);
    if (tokens.length < specials.size()
        || !specials.equals(Arrays.asList(tokens).subList(0, specials.size()))) {
      throw malformed(file, 2, "its first tokens must be %s".formatted(specials));
    }
    Tokenizer tokenizer = Tokenizer.of(kind, header.path("lowerCase").asBoolean());
    try {
      return new Vocabulary(tokenizer, documents, labels, tokens, counts, digest);
    } catch (IllegalArgumentException e) {
      throw malformed(file, 2, "a token stands in it twice");
    }
  }

  private static <E extends Enum<E>> E constant(
      Path file, JsonNode header, String key, Class<E> type) {
    return ConfigNames.find(type, header.path(key).asText())
        .orElseThrow(
            () ->
                malformed(
                    file, 1, "%s is %s, none of the known ones".formatted(key, header.path(key))));
  }

  private static JsonNode parse(Path file, List<String> lines, int line) {
    try {
      return JSON.readTree(lines.get(line));
    } catch (JsonProcessingException e) {
      throw malformed(file, line + 1, e.getOriginalMessage());
    }
  }

  private static InputException malformed(Path file, int line, String what) {
    return new InputException(
        "%s is no vocabulary: line %d: %s; run ravel prepare again".formatted(file, line, what));
  }
}
