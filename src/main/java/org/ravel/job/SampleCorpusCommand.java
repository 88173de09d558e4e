package org.ravel.job;

import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.ravel.error.ExitCode;
import org.ravel.grammar.SampleCorpus;
import org.ravel.spark.Sessions;
import org.ravel.storage.OutputFile;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import org.ravel.storage.WriteCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ravel sample-corpus}: text of known entropy, such as {@code data-samples} holds. */
@Command(
    name = "sample-corpus",
    description = "Write English-like sentences from a grammar whose entropy is known.",
    mixinStandardHelpOptions = true)
final class SampleCorpusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--sentences",
      defaultValue = "12000",
      description = "How many; ${DEFAULT-VALUE}.")
  private int sentences;

  @Option(names = "--seed", defaultValue = "1", description = "Any number; ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--overwrite", description = "Replace a file that exists.")
  private boolean overwrite;

  @Parameters(paramLabel = "FILE", description = "Where to: a path or URI.")
  private String file;

  @Override
  public Integer call() {
    Storage storage = new Storage(Sessions.hadoopConfiguration());
    Path target = storage.qualified(file);
    new WriteCheck(storage).requireWholeFile("FILE", file);
    Staging.requireAbsent(storage, target, overwrite);
    SampleCorpus corpus = new SampleCorpus(seed, sentences);
    OutputFile.write(storage, target, corpus.text(), overwrite);
    spec.commandLine()
        .getOut()
        .printf(
            "%s: entropy %.6f bits per token, perplexity %.6f%n",
            target, corpus.entropyPerToken(), corpus.perplexityPerToken());
    spec.commandLine().getOut().flush();
    return ExitCode.DONE.number();
  }
}
