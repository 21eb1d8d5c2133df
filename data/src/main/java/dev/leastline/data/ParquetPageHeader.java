package dev.leastline.data;

/**
 * The header of a page of a Parquet file.
 *
 * @see <a href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">the format</a>
 */
final class ParquetPageHeader {
    static final int DATA_PAGE = 0;
    static final int INDEX_PAGE = 1;
    static final int DICTIONARY_PAGE = 2;
    static final int DATA_PAGE_V2 = 3;

    int type;
    int size;
    int packedSize;
    boolean hasCrc;
    int crc;
    int values;
    int encoding;
    int levelEncoding;
    int definitionBytes;
    int repetitionBytes;
    boolean isPacked;

    boolean isData() {
        return type == DATA_PAGE || type == DATA_PAGE_V2;
    }

    /** Reads it; {@return where it ends}. */
    int read(ThriftReader in) {
        type = -1;
        size = -1;
        packedSize = -1;
        hasCrc = false;
        values = 0;
        encoding = -1;
        levelEncoding = -1;
        isPacked = true;
        in.beginStruct();
        for (int field = in.next(); field != ThriftReader.END; field = in.next()) {
            switch (field) {
                case 1 -> type = in.int32();
                case 2 -> size = in.int32();
                case 3 -> packedSize = in.int32();
                case 4 -> {
                    hasCrc = true;
                    crc = in.int32();
                }
                case 5 -> readData(in);
                case 7 -> readDictionary(in);
                case 8 -> readDataV2(in);
                default -> in.skip();
            }
        }
        return in.at();
    }

    private void readData(ThriftReader in) {
        int outer = in.beginStruct();
        for (int field = in.next(); field != ThriftReader.END; field = in.next()) {
            switch (field) {
                case 1 -> values = in.int32();
                case 2 -> encoding = in.int32();
                case 3 -> levelEncoding = in.int32();
                default -> in.skip();
            }
        }
        in.endStruct(outer);
    }

    private void readDictionary(ThriftReader in) {
        int outer = in.beginStruct();
        for (int field = in.next(); field != ThriftReader.END; field = in.next()) {
            switch (field) {
                case 1 -> values = in.int32();
                case 2 -> encoding = in.int32();
                default -> in.skip();
            }
        }
        in.endStruct(outer);
    }

    private void readDataV2(ThriftReader in) {
        definitionBytes = 0;
        repetitionBytes = 0;
        int outer = in.beginStruct();
        for (int field = in.next(); field != ThriftReader.END; field = in.next()) {
            switch (field) {
                case 1 -> values = in.int32();
                case 4 -> encoding = in.int32();
                case 5 -> definitionBytes = in.int32();
                case 6 -> repetitionBytes = in.int32();
                case 7 -> isPacked = in.truth();
                default -> in.skip();
            }
        }
        in.endStruct(outer);
    }
}
