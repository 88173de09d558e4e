package org.ravel.config;

import java.util.List;

/**
 * The files to read and how they become tokens.
 *
 * @param input files, directories or globs on any Hadoop file system
 * @param steps what a step of a sequence is
 * @param columns which columns hold what, in formats that have some
 * @param trees how bracketed trees are read
 * @param captions of images, where they stand in files of their own
 * @param lowerCase whether the tokenizers of words and subwords fold case
 * @param chunkSize input bytes per unit of work and per shard file; part of the result, so that it
 *     does not depend on the cluster
 */
public record CorpusConfig(
    List<String> input,
    CorpusFormat format,
    StepKind steps,
    ColumnsConfig columns,
    TreesConfig trees,
    CaptionsConfig captions,
    TokenizerKind tokenizer,
    boolean lowerCase,
    Documents documents,
    MalformedText malformed,
    ByteSize chunkSize) {

  public CorpusConfig {
    Require.present("corpus.input", input);
    Require.present("corpus.format", format);
    Require.present("corpus.steps", steps);
    Require.present("corpus.columns", columns);
    Require.present("corpus.trees", trees);
    Require.present("corpus.captions", captions);
    Require.present("corpus.tokenizer", tokenizer);
    Require.present("corpus.documents", documents);
    Require.present("corpus.malformed", malformed);
    Require.present("corpus.chunk-size", chunkSize);
    Require.atLeast(1, "corpus.chunk-size", chunkSize.bytes());
    Require.that(
        !lowerCase
            || format.isTokenised()
            || switch (tokenizer) {
              case WORD, WHITESPACE, SUBWORD -> true;
              case CHARACTER, BYTE -> false;
            },
        "corpus.lower-case",
        lowerCase,
        "be false with corpus.tokenizer = " + ConfigNames.of(tokenizer));
    input.forEach(place -> Require.path("corpus.input", place));
    input = List.copyOf(input);
  }

  /** Whether captions stand in files of their own. */
  public boolean captionsApart() {
    return format == CorpusFormat.NPY || (captions.image() != null && columns.target().isEmpty());
  }
}
