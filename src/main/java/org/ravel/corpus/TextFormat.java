package org.ravel.corpus;

import java.io.Serializable;
import org.ravel.config.CorpusConfig;
import org.ravel.config.Documents;
import org.ravel.config.MalformedText;
import org.ravel.config.SplitConfig;
import org.ravel.config.TokenizerKind;

/** How bytes become documents and tokens. */
public record TextFormat(
    Tokenizer tokenizer, Documents documents, MalformedText malformed, DocumentSplit split)
    implements Serializable {

  /** As configured. */
  public static TextFormat of(CorpusConfig corpus, SplitConfig split) {
    return new TextFormat(
        Tokenizer.of(corpus.tokenizer(), corpus.lowerCase()),
        corpus.documents(),
        corpus.malformed(),
        DocumentSplit.of(split));
  }

  /** The same with another tokenizer. */
  TextFormat with(Tokenizer other) {
    return new TextFormat(other, documents, malformed, split);
  }

  /** Whether the text is taken as it is, one char per byte, instead of as UTF-8. */
  boolean bytes() {
    return tokenizer.kind() == TokenizerKind.BYTE;
  }
}
