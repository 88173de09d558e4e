package org.ravel.shard.file;

import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.metadata.ColumnChunkProperties;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The order in which a Parquet file lists the encodings of a column. Parquet takes it from a hash
 * set of enum constants, whose hashes are others in each Java machine, so that two machines would
 * write different bytes.
 *
 * <p>But Parquet keeps what it knows of a column, and takes what it has met first for all that is
 * equal. Here it meets, for each order that a hash set may have, one that is equal and in order.
 */
final class EncodingOrder {
  /** What a column without a dictionary has; the last one is deprecated and in use. */
  @SuppressWarnings("deprecation")
  private static final List<Encoding> ENCODINGS =
      List.of(Encoding.PLAIN, Encoding.RLE, Encoding.BIT_PACKED);

  private EncodingOrder() {}

  /** For all columns of a schema; before any file of it is read or written. */
  static void settle(MessageType schema) {
    List<List<Encoding>> orders = new ArrayList<>();
    addOrders(List.of(), orders);
    for (Type column : schema.getFields()) {
      for (List<Encoding> order : orders) {
        ColumnChunkProperties.get(
            ColumnPath.get(column.getName()),
            column.asPrimitiveType(),
            CompressionCodecName.ZSTD,
            new InOrder(order));
      }
    }
  }

  /** All orders of all subsets that begin so. */
  private static void addOrders(List<Encoding> beginning, List<List<Encoding>> orders) {
    orders.add(beginning);
    for (Encoding next : ENCODINGS) {
      if (!beginning.contains(next)) {
        List<Encoding> longer = new ArrayList<>(beginning);
        longer.add(next);
        addOrders(longer, orders);
      }
    }
  }

  /**
   * A set that is in order for whoever walks through it. As an array, of which Parquet takes the
   * hash, it is in the other order.
   */
  private static final class InOrder extends AbstractSet<Encoding> {
    private final List<Encoding> hashed;
    private final List<Encoding> listed;

    InOrder(List<Encoding> hashed) {
      this.hashed = hashed;
      this.listed = hashed.stream().sorted().toList();
    }

    @Override
    public Iterator<Encoding> iterator() {
      return listed.iterator();
    }

    @Override
    public int size() {
      return listed.size();
    }

    @Override
    public Object[] toArray() {
      return hashed.toArray();
    }
  }
}
