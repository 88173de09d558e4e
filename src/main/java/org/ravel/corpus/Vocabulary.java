package org.ravel.corpus;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.fs.Path;
import org.ravel.config.Documents;
import org.ravel.config.TokenizerKind;
import org.ravel.storage.Storage;

/**
 * The tokens that have an id of their own, with how often each stands in the corpus. Id 0 is {@code
 * <unk>}, for all other tokens; where documents have ends, id 1 is {@code <eos>}. The rest is
 * ordered by descending count, then by code points. A token of the corpus that reads {@code <unk>}
 * or {@code <eos>} is that special one. A set of labels is a vocabulary without {@code <unk>}.
 */
public final class Vocabulary implements Serializable {
  /** The token for what is out of vocabulary. */
  public static final String UNKNOWN = "<unk>";

  /** The token at a document's end. */
  public static final String END_OF_DOCUMENT = "<eos>";

  private static final long serialVersionUID = 1L;

  private final Tokenizer tokenizer;
  private final Documents documents;
  private final boolean labels;
  private final String[] tokens;
  private final long[] counts;
  private final String digest;
  private transient TokenTable index;

  /**
   * A vocabulary in id order, special tokens included.
   *
   * @param labels whether there is no {@code <unk>}
   * @param digest of the file it was read from; null to compute it
   */
  Vocabulary(
      Tokenizer tokenizer,
      Documents documents,
      boolean labels,
      String[] tokens,
      long[] counts,
      String digest) {
    this.labels = labels;
    this.tokenizer = tokenizer;
    this.documents = documents;
    this.tokens = tokens;
    this.counts = counts;
    this.index = indexOf(tokens);
    this.digest = digest == null ? VocabularyFile.digest(this) : digest;
  }

  /** A vocabulary of tokens, as above. */
  Vocabulary(
      Tokenizer tokenizer, Documents documents, String[] tokens, long[] counts, String digest) {
    this(tokenizer, documents, false, tokens, counts, digest);
  }

  /** A set of labels, in id order. */
  static Vocabulary ofLabels(String[] labels, long[] counts) {
    Tokenizer tokenizer = Tokenizer.of(TokenizerKind.WHITESPACE, false);
    return new Vocabulary(tokenizer, Documents.NONE, true, labels, counts, null);
  }

  /** The special tokens that come first. */
  static List<String> specials(Documents documents) {
    return documents == Documents.NONE ? List.of(UNKNOWN) : List.of(UNKNOWN, END_OF_DOCUMENT);
  }

  /**
   * Reads a {@code vocabulary.jsonl}.
   *
   * @throws org.ravel.error.InputException if it is missing or malformed
   */
  public static Vocabulary read(Storage storage, Path file) {
    return VocabularyFile.read(storage, file);
  }

  /** Writes it: a line of properties, then a line for each token. */
  public void write(Storage storage, Path file) {
    storage.writeText(file, VocabularyFile.text(this));
  }

  /** SHA-256 of the file's bytes: names the vocabulary in manifests and models. */
  public String digest() {
    return digest;
  }

  /** Number of ids. */
  public int size() {
    return tokens.length;
  }

  /** Whether any token has an id of its own, beside the special ones. */
  public boolean hasOrdinaryTokens() {
    return size() > (labels ? 0 : specials(documents).size());
  }

  /** The special tokens, for messages. */
  public String shownSpecials() {
    return String.join(", ", specials(documents));
  }

  /** Whether it is a set of labels, without {@code <unk>}. */
  public boolean isOfLabels() {
    return labels;
  }

  /**
   * The id of what has none of its own: 0, that of {@code <unk>}. In a set of labels one that no
   * label has, its size: a label that nobody has learnt is never predicted.
   */
  public int unknown() {
    return labels ? tokens.length : 0;
  }

  /** The id of {@code <eos>}: 1, or none where documents have no ends. */
  public OptionalInt endOfDocument() {
    return documents == Documents.NONE ? OptionalInt.empty() : OptionalInt.of(1);
  }

  /** Whether an id is that of {@code <unk>} or {@code <eos>}. */
  public boolean isSpecial(int id) {
    return !labels && id < specials(documents).size();
  }

  /** The token's id, {@link #unknown()} if it has none. */
  public int id(String token) {
    return id(token.toCharArray(), 0, token.length());
  }

  /** The id of the token {@code text[start, end)}, {@link #unknown()} if it has none. */
  public int id(char[] text, int start, int end) {
    int id = index.find(text, start, end);
    return id < 0 ? unknown() : id;
  }

  /** The ids of tokens of one char each, {@code text[start, end)}, into the front of an array. */
  public void ids(char[] text, int start, int end, int[] ids) {
    for (int i = start; i < end; i++) {
      ids[i - start] = id(text, i, i + 1);
    }
  }

  /** The token with that id. */
  public String token(int id) {
    return tokens[id];
  }

  /** All tokens, in the order of their ids. */
  public List<String> tokens() {
    return List.of(tokens);
  }

  /** How often it stood in the corpus that was counted; for {@code <unk>}, all other tokens. */
  public long count(int id) {
    return counts[id];
  }

  /** The tokenizer it was counted with. */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /** The kind of documents it was counted with. */
  public Documents documents() {
    return documents;
  }

  /** The ids of a text; where lines are documents, each line feed is an {@code <eos>}. */
  public int[] encode(String text) {
    return tokens(text).stream().mapToInt(this::id).toArray();
  }

  /** The tokens of a text, in the vocabulary or not; some may be special ones. */
  List<String> tokens(String text) {
    if (documents != Documents.LINE) {
      return tokenizer.tokenize(text);
    }
    List<String> tokens = new ArrayList<>();
    String[] lines = text.split("\r?\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (i > 0) {
        tokens.add(END_OF_DOCUMENT);
      }
      tokens.addAll(tokenizer.tokenize(lines[i]));
    }
    return tokens;
  }

  /** A text with these tokens. {@code <eos>} becomes a line feed. */
  public String decode(int[] ids) {
    StringBuilder text = new StringBuilder();
    List<String> run = new ArrayList<>();
    for (int id : ids) {
      if (id == endOfDocument().orElse(-1)) {
        text.append(tokenizer.decode(run)).append('\n');
        run.clear();
      } else {
        run.add(id == unknown() ? shownUnknown() : token(id));
      }
    }
    return text.append(tokenizer.decode(run)).toString();
  }

  /** In running characters {@code <unk>} would read as five of them. */
  private String shownUnknown() {
    return switch (tokenizer.kind()) {
      case CHARACTER, BYTE, SUBWORD -> "\uFFFD";
      case WORD, WHITESPACE -> UNKNOWN;
    };
  }

  private static TokenTable indexOf(String[] tokens) {
    TokenTable index = new TokenTable();
    for (String token : tokens) {
      index.add(token.toCharArray(), 0, token.length());
    }
    if (index.size() != tokens.length) {
      throw new IllegalArgumentException("a token stands twice in the vocabulary");
    }
    return index;
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    index = indexOf(tokens);
  }
}
