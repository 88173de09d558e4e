package org.ravel.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ConfigNames;
import org.ravel.config.Documents;
import org.ravel.config.TokenizerKind;
import org.ravel.error.InputException;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;
import org.ravel.subword.Merge;
import org.ravel.subword.Subwords;
import org.ravel.wording.Phrases;

/**
 * {@code vocabulary.jsonl}: a line with the properties, then a line {@code ["token",count]} for
 * each id; of subwords, whose format has another number, then a line {@code ["left","right"]} for
 * each merge. The bytes depend on the vocabulary only.
 */
final class VocabularyFile {
  private static final int FORMAT = 1;
  private static final int FORMAT_WITH_MERGES = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  private VocabularyFile() {}

  static String digest(Vocabulary vocabulary) {
    return Sha256.of(text(vocabulary));
  }

  static String text(Vocabulary vocabulary) {
    StringBuilder text = new StringBuilder();
    List<Merge> merges = merges(vocabulary.tokenizer());
    ObjectNode header =
        JSON.createObjectNode().put("format", merges == null ? FORMAT : FORMAT_WITH_MERGES);
    if (vocabulary.isOfLabels()) {
      header.put("labels", true);
    }
    header
        .put("tokenizer", ConfigNames.of(vocabulary.tokenizer().kind()))
        .put("lowerCase", vocabulary.tokenizer().lowerCase())
        .put("documents", ConfigNames.of(vocabulary.documents()))
        .put("size", vocabulary.size());
    if (merges != null) {
      header.put("merges", merges.size());
    }
    text.append(header).append('\n');
    for (int id = 0; id < vocabulary.size(); id++) {
      text.append(JSON.createArrayNode().add(vocabulary.token(id)).add(vocabulary.count(id)));
      text.append('\n');
    }
    if (merges != null) {
      for (Merge merge : merges) {
        text.append(JSON.createArrayNode().add(merge.left()).add(merge.right())).append('\n');
      }
    }
    return text.toString();
  }

  /** Null where there are none to keep. */
  private static List<Merge> merges(Tokenizer tokenizer) {
    return tokenizer instanceof SubwordTokenizer subwords ? subwords.subwords().merges() : null;
  }

  static Vocabulary read(Storage storage, Path file) {
    String text = storage.readText(file);
    List<String> lines = Arrays.asList(text.split("\n", -1));
    JsonNode header = parse(file, lines, 0);
    int format = header.path("format").asInt();
    if (format != FORMAT && format != FORMAT_WITH_MERGES) {
      throw malformed(
          file,
          1,
          "its format is %s, this version reads %d and %d"
              .formatted(header.path("format"), FORMAT, FORMAT_WITH_MERGES));
    }
    int size = header.path("size").asInt();
    int merges = header.path("merges").asInt();
    boolean isOfMerges = format == FORMAT_WITH_MERGES;
    if (isOfMerges
            != ConfigNames.of(TokenizerKind.SUBWORD).equals(header.path("tokenizer").asText())
        || (merges != 0 && !isOfMerges)) {
      throw malformed(
          file, 1, "format %d is for subwords, and only for them".formatted(FORMAT_WITH_MERGES));
    }
    if (size < 0
        || merges < 0
        || lines.size() != (long) size + merges + 2
        || !lines.get(size + merges + 1).isEmpty()) {
      throw malformed(
          file,
          1,
          "it promises %s, but %s"
              .formatted(
                  merges == 0
                      ? Phrases.count(size, "token")
                      : "%s and %s"
                          .formatted(Phrases.count(size, "token"), Phrases.count(merges, "merge")),
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
    Tokenizer tokenizer = tokenizer(file, header, tokens, merges(file, lines, size, merges));
    return vocabulary(file, header, tokenizer, tokens, counts, Sha256.of(text));
  }

  private static List<Merge> merges(Path file, List<String> lines, int size, int count) {
    List<Merge> merges = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int line = size + 1 + i;
      JsonNode pair = parse(file, lines, line);
      if (!pair.path(0).isTextual() || !pair.path(1).isTextual()) {
        throw malformed(file, line + 1, "it reads %s, not [\"left\",\"right\"]".formatted(pair));
      }
      merges.add(new Merge(pair.get(0).asText(), pair.get(1).asText()));
    }
    return merges;
  }

  private static Tokenizer tokenizer(
      Path file, JsonNode header, String[] tokens, List<Merge> merges) {
    TokenizerKind kind = constant(file, header, "tokenizer", TokenizerKind.class);
    boolean lowerCase = header.path("lowerCase").asBoolean();
    if (kind != TokenizerKind.SUBWORD) {
      return Tokenizer.of(kind, lowerCase);
    }
    List<String> characters =
        Arrays.stream(tokens)
            .filter(token -> token.codePointCount(0, token.length()) == 1)
            .toList();
    try {
      return new SubwordTokenizer(lowerCase, new Subwords(characters, merges));
    } catch (IllegalArgumentException e) {
      throw malformed(file, tokens.length + 2, e.getMessage());
    }
  }

  private static Vocabulary vocabulary(
      Path file,
      JsonNode header,
      Tokenizer tokenizer,
      String[] tokens,
      long[] counts,
      String digest) {
    Documents documents = constant(file, header, "documents", Documents.class);
    boolean labels = header.path("labels").asBoolean();
    List<String> specials = labels ? List.of() : Vocabulary.specials(documents);
    if (tokens.length < specials.size()
        || !specials.equals(Arrays.asList(tokens).subList(0, specials.size()))) {
      throw malformed(file, 2, "its first tokens must be %s".formatted(specials));
    }
    requireSubwords(file, tokenizer, tokens, specials);
    try {
      return new Vocabulary(tokenizer, documents, labels, tokens, counts, digest);
    } catch (IllegalArgumentException e) {
      throw malformed(file, 2, "a token stands in it twice");
    }
  }

  /** Whatever merges make must have an id. */
  private static void requireSubwords(
      Path file, Tokenizer tokenizer, String[] tokens, List<String> specials) {
    if (tokenizer instanceof SubwordTokenizer subwords) {
      Set<String> expected = new HashSet<>(specials);
      expected.addAll(subwords.subwords().symbols());
      if (!expected.equals(new HashSet<>(Arrays.asList(tokens)))) {
        throw malformed(file, 2, "its tokens are not those that its merges make");
      }
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
