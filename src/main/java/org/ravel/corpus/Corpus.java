package org.ravel.corpus;

import java.io.Serializable;
import java.util.List;
import org.ravel.config.CorpusConfig;
import org.ravel.config.SplitConfig;
import org.ravel.storage.Storage;

/**
 * The files of a corpus and how they are read.
 *
 * @param sources the files, in the order of their paths
 * @param chunks units of work, in the same order
 */
public record Corpus(List<SourceFile> sources, List<Chunk> chunks, TextFormat format)
    implements Serializable {

  /** Lists the files and plans the chunks; reads no text. */
  public static Corpus open(Storage storage, CorpusConfig corpus, SplitConfig split) {
    return of(SourceListing.list(storage, "corpus.input", corpus.input()), corpus, split);
  }

  /** Plans the chunks of these files; reads no text. */
  public static Corpus of(List<SourceFile> sources, CorpusConfig corpus, SplitConfig split) {
    return new Corpus(
        sources, Chunk.plan(sources, corpus.chunkSize().bytes()), TextFormat.of(corpus, split));
  }

  /** The same, cut by another tokenizer. */
  public Corpus with(Tokenizer tokenizer) {
    return new Corpus(sources, chunks, format.with(tokenizer));
  }

  /** Length of all files on storage. */
  public long bytes() {
    return sources.stream().mapToLong(SourceFile::bytes).sum();
  }
}
