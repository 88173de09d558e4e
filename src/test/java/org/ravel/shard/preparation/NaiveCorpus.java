package org.ravel.shard.preparation;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ravel.config.Documents;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.config.SplitConfig;
import org.ravel.config.TokenizerKind;

/**
 * What a preparation should find, worked out in the plainest way: whole files in memory, one after
 * the other, an object for each token.
 */
final class NaiveCorpus {
  /** A token with the source text from the end of the token before it to its own end. */
  record Token(String text, int characters, int bytes, int source) {}

  private static final Pattern NOT_SPACE = Pattern.compile("\\S+", Pattern.UNICODE_CHARACTER_CLASS);

  private final RavelConfig config;
  private final NaiveSubwords subwords;
  private final Map<Split, List<Token>> byDocument;
  private final List<Token> stream = new ArrayList<>();

  /** Tokenises files, in the order of the map, which must be that of their paths. */
  NaiveCorpus(RavelConfig config, Map<String, byte[]> files) {
    this.config = config;
    this.subwords =
        config.corpus().tokenizer() == TokenizerKind.SUBWORD
            ? NaiveSubwords.of(config, files.values())
            : null;
    this.byDocument =
        Map.of(
            Split.TRAIN, new ArrayList<>(),
            Split.VALIDATION, new ArrayList<>(),
            Split.TEST, new ArrayList<>());
    int source = 0;
    String carried = "";
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      boolean bytes = config.corpus().tokenizer() == TokenizerKind.BYTE;
      String text =
          new String(file.getValue(), bytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
      if (!bytes && text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      switch (config.corpus().documents()) {
        case LINE -> {
          Matcher line = Pattern.compile("([^\\n]*?)(\\r?\\n|\\z)").matcher(text);
          for (int at = 0; at < text.length() && line.find(at); at = line.end()) {
            document(line.group(1), line.group(2), line.group(1), source);
          }
        }
        case FILE -> {
          if (!text.isEmpty()) {
            document(text, "", file.getKey(), source);
          }
        }
        case NONE -> carried = tokens(text, carried, source, stream);
      }
      source++;
    }
    if (!carried.isEmpty() && !stream.isEmpty()) {
      Token last = stream.remove(stream.size() - 1);
      Token rest = token("", carried, last.source());
      stream.add(
          new Token(
              last.text(),
              last.characters() + rest.characters(),
              last.bytes() + rest.bytes(),
              last.source()));
    }
  }

  private void document(String text, String lineEnd, String hashed, int source) {
    List<Token> tokens = new ArrayList<>();
    String rest = tokens(text, "", source, tokens);
    tokens.add(token("<eos>", rest + lineEnd, source));
    stream.addAll(tokens);
    if (config.split().by() == SplitConfig.By.DOCUMENTS) {
      byDocument.get(splitOf(hashed)).addAll(tokens);
    }
  }

  private String tokens(String text, String carried, int source, List<Token> into) {
    if (subwords != null) {
      subwords
          .cut(text)
          .forEach(
              piece ->
                  into.add(new Token(piece.text(), piece.characters(), piece.bytes(), source)));
      return carried;
    }
    int accounted = 0;
    String before = carried;
    for (int[] range : ranges(text)) {
      String token = text.substring(range[0], range[1]);
      into.add(
          token(
              config.corpus().lowerCase() ? token.toLowerCase(Locale.ROOT) : token,
              before + text.substring(accounted, range[1]),
              source));
      before = "";
      accounted = range[1];
    }
    return before + text.substring(accounted);
  }

  private Token token(String token, String accountedFor, int source) {
    if (config.corpus().tokenizer() == TokenizerKind.BYTE) {
      int starts = (int) accountedFor.chars().filter(b -> (b & 0xC0) != 0x80).count();
      return new Token(token, starts, accountedFor.length(), source);
    }
    return new Token(
        token,
        accountedFor.codePointCount(0, accountedFor.length()),
        accountedFor.getBytes(StandardCharsets.UTF_8).length,
        source);
  }

  private List<int[]> ranges(String text) {
    List<int[]> ranges = new ArrayList<>();
    switch (config.corpus().tokenizer()) {
      case CHARACTER, BYTE -> {
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
          ranges.add(new int[] {i, text.offsetByCodePoints(i, 1)});
        }
      }
      case WHITESPACE -> {
        Matcher token = NOT_SPACE.matcher(text);
        while (token.find()) {
          ranges.add(new int[] {token.start(), token.end()});
        }
      }
      case WORD -> {
        BreakIterator words = BreakIterator.getWordInstance(ULocale.ROOT);
        words.setText(text);
        int start = words.first();
        for (int end = words.next(); end != BreakIterator.DONE; end = words.next()) {
          Matcher token = NOT_SPACE.matcher(text.substring(start, end));
          if (token.find()) {
            ranges.add(new int[] {start + token.start(), start + token.end()});
          }
          start = end;
        }
      }
      case SUBWORD -> throw new IllegalStateException("cut elsewhere");
    }
    return ranges;
  }

  /** FNV-1a and MurmurHash3's finaliser, written once more. */
  private Split splitOf(String document) {
    byte[] bytes =
        document.getBytes(
            config.corpus().tokenizer() == TokenizerKind.BYTE
                    && config.corpus().documents() == Documents.LINE
                ? StandardCharsets.ISO_8859_1
                : StandardCharsets.UTF_8);
    long h = 0xcbf29ce484222325L;
    for (byte b : bytes) {
      h ^= b & 0xFF;
      h *= 0x100000001b3L;
    }
    h ^= h >>> 33;
    h *= 0xff51afd7ed558ccdL;
    h ^= h >>> 33;
    h *= 0xc4ceb9fe1a85ec53L;
    h ^= h >>> 33;
    double u = (h >>> 11) / (double) (1L << 53);
    double validation = config.split().validation();
    return u < validation
        ? Split.VALIDATION
        : u < validation + config.split().test() ? Split.TEST : Split.TRAIN;
  }

  /** The merges that are to be learned; null where tokens are no subwords. */
  NaiveSubwords subwords() {
    return subwords;
  }

  /** The whole corpus. */
  List<Token> stream() {
    return stream;
  }

  /** A split's tokens: an input first, then all targets. */
  List<Token> window(Split split) {
    if (config.split().by() == SplitConfig.By.DOCUMENTS) {
      return byDocument.get(split);
    }
    int n = stream.size();
    int validation = cut(n, config.split().validation() + config.split().test());
    int test = cut(n, config.split().test());
    return switch (split) {
      case TRAIN -> stream.subList(0, validation);
      case VALIDATION -> stream.subList(validation - 1, test);
      case TEST -> stream.subList(test - 1, n);
    };
  }

  /** The tests' shares are multiples of 1/8, exact in binary. */
  private static int cut(int tokens, double held) {
    return (int) Math.floor(tokens * (1 - held));
  }
}
