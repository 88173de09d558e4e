package org.ravel.shard.file;

/**
 * Token ids in as few bytes as they need: each in groups of seven bits, the lowest group first, and
 * in all bytes but an id's last the highest bit set (<a
 * href="https://protobuf.dev/programming-guides/encoding/#varints">varint</a>). Frequent tokens
 * have low ids: of words, most take one or two bytes; of characters, nearly all take one. The bytes
 * compress well, which the bit-packed indices of Parquet's dictionaries do not.
 */
final class PackedIds {
  private PackedIds() {}

  static byte[] pack(int[] ids) {
    int size = ids.length;
    for (int id : ids) {
      for (int rest = id >>> 7; rest != 0; rest >>>= 7) {
        size++;
      }
    }
    byte[] packed = new byte[size];
    int at = 0;
    for (int id : ids) {
      int rest = id;
      for (; rest >>> 7 != 0; rest >>>= 7) {
        packed[at++] = (byte) (rest | 0x80);
      }
      packed[at++] = (byte) rest;
    }
    return packed;
  }

  static int[] unpack(byte[] packed) {
    int count = 0;
    for (byte b : packed) {
      count += ~b >>> 31;
    }
    int[] ids = new int[count];
    int at = 0;
    for (int i = 0; i < count; i++) {
      int b = packed[at++];
      int id = b & 0x7F;
      for (int shift = 7; b < 0; shift += 7) {
        b = packed[at++];
        id |= (b & 0x7F) << shift;
      }
      ids[i] = id;
    }
    return ids;
  }
}
