package org.ravel.shard.preparation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.corpus.ChunkCount;
import org.ravel.corpus.ChunkReader;
import org.ravel.corpus.Corpus;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.InputException;
import org.ravel.shard.ExampleFormat;
import org.ravel.shard.ShardSchemas;
import org.ravel.shard.file.PendingShard;
import org.ravel.shard.file.WrittenShard;

/**
 * Writes the sequences whose first token stands in a chunk, one file for each split that has some.
 * The last of them may need the beginning of the chunks that follow.
 */
final class CutChunk implements FlatMapFunction<Integer, WrittenShard> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> hadoop;
  private final Broadcast<Corpus> corpus;
  private final Broadcast<CutPlan> plan;
  private final Broadcast<Vocabulary> vocabulary;
  private final String folder;

  /**
   * A function of chunk numbers.
   *
   * @param folder where the files go, below a folder for each split
   */
  CutChunk(
      Broadcast<SerializableConfiguration> hadoop,
      Broadcast<Corpus> corpus,
      Broadcast<CutPlan> plan,
      Broadcast<Vocabulary> vocabulary,
      String folder) {
    this.hadoop = hadoop;
    this.corpus = corpus;
    this.plan = plan;
    this.vocabulary = vocabulary;
    this.folder = folder;
  }

  @Override
  public Iterator<WrittenShard> call(Integer chunk) {
    Configuration configuration = hadoop.value().value();
    List<PendingShard> shards = new ArrayList<>();
    ExampleFormat format =
        new ExampleFormat(ShardSchemas.LANGUAGE_MODEL, vocabulary.value().unknown());
    try {
      List<CutPlan.ChunkSequences> shares = plan.value().ofChunk(chunk);
      for (CutPlan.ChunkSequences share : shares) {
        shards.add(new PendingShard(configuration, new Path(folder), share.shard(), format));
      }
      cut(configuration, chunk, shares, shards);
      List<WrittenShard> written = new ArrayList<>();
      for (PendingShard shard : shards) {
        written.add(shard.commit());
      }
      return written.iterator();
    } finally {
      shards.forEach(PendingShard::close);
    }
  }

  private void cut(
      Configuration configuration,
      int chunk,
      List<CutPlan.ChunkSequences> shares,
      List<PendingShard> shards) {
    CutPlan p = plan.value();
    List<List<SequenceCutter>> cutters = new ArrayList<>();
    for (int stream = 0; stream < p.streams(); stream++) {
      cutters.add(new ArrayList<>());
    }
    for (int i = 0; i < shares.size(); i++) {
      CutPlan.ChunkSequences share = shares.get(i);
      PendingShard shard = shards.get(i);
      cutters
          .get(share.window().stream())
          .add(
              new SequenceCutter(
                  share.firstToken(p.sequenceLength()),
                  share.lastToken(p.sequenceLength()),
                  share.shard().firstSequence(),
                  p.sequenceLength(),
                  sequence -> shard.write(sequence.example())));
    }
    CutSink sink = new CutSink(p, vocabulary.value(), cutters);
    ChunkReader reader = new ChunkReader(configuration, corpus.value());
    sink.chunk(chunk);
    String digest = reader.read(corpus.value().chunks().get(chunk), sink);
    requireSame(chunk, digest, sink);
    sink.stopWhenDone();
    for (int next = chunk + 1; !sink.done(); next++) {
      if (next == p.chunks()) {
        throw changed(chunk);
      }
      if (holdsWanted(p.count(next), sink)) {
        sink.chunk(next);
        reader.read(corpus.value().chunks().get(next), sink);
      }
    }
  }

  private static boolean holdsWanted(ChunkCount count, CutSink sink) {
    for (int stream = 0; stream < count.streams().size(); stream++) {
      if (sink.wants(stream) && count.streams().get(stream).tokens() > 0) {
        return true;
      }
    }
    return false;
  }

  private void requireSame(int chunk, String digest, CutSink sink) {
    CutPlan p = plan.value();
    boolean same = digest.equals(p.count(chunk).digest());
    for (int stream = 0; stream < p.streams(); stream++) {
      same &= sink.position(stream) == p.offset(stream, chunk + 1);
    }
    if (!same) {
      throw changed(chunk);
    }
  }

  private InputException changed(int chunk) {
    Corpus text = corpus.value();
    List<String> files =
        text.chunks().get(chunk).pieces().stream()
            .map(piece -> text.sources().get(piece.source()).path())
            .distinct()
            .limit(3)
            .toList();
    return new InputException(
        "the corpus changed while it was read, in or after %s; run ravel prepare again when nobody writes to it"
            .formatted(String.join(", ", files)));
  }
}
