package org.ravel.corpus;

/** Takes the tokens of a corpus, told where they come from and which stream they belong to. */
public interface CorpusSink extends TokenSink {
  /** The tokens that follow come from this source file. */
  void source(int index);

  /** The tokens that follow belong to this stream (see {@link DocumentSplit}). */
  void stream(int index);

  /** A document of the current stream ends: an {@code <eos>} token. */
  void endOfDocument();

  /** Whether no more tokens are wanted; asked now and then, so some more may come. */
  boolean done();
}
