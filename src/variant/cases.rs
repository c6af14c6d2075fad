//! Lines and the records that htslib 1.24 makes of them, for tests of both
//! directions.

/// The header of all cases. Its IDs: q10 1, s50 2, DP 3, AC 4, AF 5, DB 6,
/// CSQ 7, END 8, GT 9, AD 10, GL 11, FT 12.
pub(super) const HEADER: &[u8] = b"\
##fileformat=VCFv4.2\n\
##contig=<ID=chr1>\n\
##contig=<ID=chrM,length=16569,IDX=3>\n\
##FILTER=<ID=q10,Description=\"x\">\n\
##FILTER=<ID=s50,Description=\"x\">\n\
##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n\
##INFO=<ID=AC,Number=A,Type=Integer,Description=\"x\">\n\
##INFO=<ID=AF,Number=A,Type=Float,Description=\"x\">\n\
##INFO=<ID=DB,Number=0,Type=Flag,Description=\"x\">\n\
##INFO=<ID=CSQ,Number=.,Type=String,Description=\"x\">\n\
##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n\
##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n\
##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n\
##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">\n\
##FORMAT=<ID=GL,Number=G,Type=Float,Description=\"x\">\n\
##FORMAT=<ID=FT,Number=1,Type=String,Description=\"x\">\n\
#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n\
";

/// A line with its record, and as it reads when it comes back.
pub(super) struct Case {
    pub name: &'static str,
    pub line: &'static str,
    /// The record in hexadecimal.
    record: &'static str,
    pub printed: &'static str,
}

impl Case {
    /// The bytes of the record.
    pub(super) fn record(&self) -> Vec<u8> {
        let digit = |c: u8| (c as char).to_digit(16).expect("hexadecimal") as u8;
        let pairs = self.record.as_bytes().as_chunks().0.iter();
        pairs
            .map(|&[high, low]| digit(high) << 4 | digit(low))
            .collect()
    }
}

pub(super) const CASES: &[Case] = &[
    Case {
        name: "nothing but the least",
        line: "chr1\t1\t.\tA\t.\t.\t.\t.\t.\t.\t.",
        record: "1c000000000000000000000000000000010000000100807f000001000200000007174100",
        printed: "chr1\t1\t.\tA\t.\t.\t.\t.\t.\t.\t.",
    },
    Case {
        name: "POS 0, ID list, several ALTs, PASS",
        line: "chrM\t0\trs1;rs2\tACG\tA,<DEL>,*\t29.5\tPASS\t.\t.\t.\t.",
        record: "300000000000000003000000ffffffff030000000000ec410000040002000000777273313b727332374143471741573c44454c3e172a1100",
        printed: "chrM\t0\trs1;rs2\tACG\tA,<DEL>,*\t29.5\tPASS\t.\t.\t.\t.",
    },
    Case {
        name: "the highest POS, filters, a QUAL with an exponent",
        line: "chr1\t2147483647\t.\tN\tC\t1e-05\tq10;s50\t.\t.\t.\t.",
        record: "200000000000000000000000feffff7f01000000acc52737000002000200000007174e1743210102",
        printed: "chr1\t2147483647\t.\tN\tC\t1e-05\tq10;s50\t.\t.\t.\t.",
    },
    Case {
        name: "flags with and without a value",
        line: "chr1\t9\t.\tA\tC\t.\t.\tDB;DB=1;DP\t.\t.\t.",
        record: "28000000000000000000000008000000010000000100807f030002000200000007174117430011060011061731110300",
        printed: "chr1\t9\t.\tA\tC\t.\t.\tDB;DB=1;DP\t.\t.\t.",
    },
    Case {
        name: "integers of three widths, missing ones and lists",
        line: "chr1\t9\t.\tA\tC\t.\t.\tDP=127;DP=-120;DP=128;DP=-32761;AC=1,.,300;AC=.;DP=.\t.\t.\t.",
        record: "43000000000000000000000008000000010000000100807f07000200020000000717411743001103117f1103118811031280001103130780ffff110432010000802c011104118011031180",
        printed: "chr1\t9\t.\tA\tC\t.\t.\tDP=127;DP=-120;DP=128;DP=-32761;AC=1,.,300;AC=.;DP=.\t.\t.\t.",
    },
    Case {
        name: "integers beyond BCF, with junk, and empty",
        line: "chr1\t9\t.\tA\tC\t.\t.\tDP=2147483648;DP=3.5;DP=x;DP=\t.\t.\t.",
        record: "2e000000000000000000000008000000010000000100807f040002000200000007174117430011031180110311031103118011031180",
        printed: "chr1\t9\t.\tA\tC\t.\t.\tDP=.;DP=3;DP=.;DP=.\t.\t.\t.",
    },
    Case {
        name: "floats",
        line: "chr1\t9\t.\tA\tC\t.\t.\tAF=0.5,.,inf,-1e-10;AF=x\t.\t.\t.",
        record: "38000000000000000000000008000000010000000100807f02000200020000000717411743001105450000003f0100807f0000807fffe6dbae1105150100807f",
        printed: "chr1\t9\t.\tA\tC\t.\t.\tAF=0.5,.,inf,-1e-10;AF=.\t.\t.\t.",
    },
    Case {
        name: "strings short, of 15 bytes, empty",
        line: "chr1\t9\t.\tA\tC\t.\t.\tCSQ=A|b;CSQ=123456789012345;CSQ=.\t.\t.\t.",
        record: "3c000000000000000000000008000000010000000100807f0300020002000000071741174300110737417c621107f7110f3132333435363738393031323334351107172e",
        printed: "chr1\t9\t.\tA\tC\t.\t.\tCSQ=A|b;CSQ=123456789012345;CSQ=.\t.\t.\t.",
    },
    Case {
        name: "semicolons without a field",
        line: "chr1\t9\t.\tA\tC\t.\tq10;\t;DP=1;;DB;\t.\t.\t.",
        record: "26000000000000000000000008000000010000000100807f02000200020000000717411743110111031101110600",
        printed: "chr1\t9\t.\tA\tC\t.\tq10\tDP=1;DB\t.\t.\t.",
    },
    Case {
        name: "END",
        line: "chr1\t9\t.\tA\t<DEL>\t.\t.\tEND=300\t.\t.\t.",
        record: "27000000000000000000000008000000240100000100807f0100020002000000071741573c44454c3e001108122c01",
        printed: "chr1\t9\t.\tA\t<DEL>\t.\t.\tEND=300\t.\t.\t.",
    },
    Case {
        name: "genotypes of one ploidy",
        line: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0|1",
        record: "1e000000070000000000000008000000010000000100807f000002000200000107174117430011092102040305",
        printed: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0|1",
    },
    Case {
        name: "genotypes of several ploidies, missing alleles",
        line: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT\t./.\t1",
        record: "1e000000070000000000000008000000010000000100807f000002000200000107174117430011092100000581",
        printed: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT\t./.\t1",
    },
    Case {
        name: "genotypes without any allele, of three",
        line: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT\t.\t0|1/2",
        record: "1e000000090000000000000008000000010000000100807f0000020002000001071741174300110931008181020506",
        printed: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT\t.\t0|1/2",
    },
    Case {
        name: "alleles beyond 62",
        line: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT\t63/100\t.|0",
        record: "1e0000000b0000000000000008000000010000000100807f00000200020000010717411743001109228000ca0001000300",
        printed: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT\t63/100\t.|0",
    },
    Case {
        name: "vectors of different length",
        line: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT:AD\t0/1:1,2,3\t0/0:4",
        record: "1e000000100000000000000008000000010000000100807f000002000200000207174117430011092102040202110a31010203048181",
        printed: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT:AD\t0/1:1,2,3\t0/0:4",
    },
    Case {
        name: "floats of different length",
        line: "chr1\t9\t.\tA\tC\t.\t.\t.\tGL\t-1.5,.,0\t.",
        record: "1e0000001b0000000000000008000000010000000100807f0000020002000001071741174300110b350000c0bf0100807f000000000100807f0200807f0200807f",
        printed: "chr1\t9\t.\tA\tC\t.\t.\t.\tGL\t-1.5,.,0\t.",
    },
    Case {
        name: "strings of different length",
        line: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT:FT\t0/0:PASS\t0/1:q10;s50",
        record: "1e0000001a0000000000000008000000010000000100807f000002000200000207174117430011092102020204110c8750415353000000007131303b73353000",
        printed: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT:FT\t0/0:PASS\t0/1:q10;s50",
    },
    Case {
        name: "values left out at the end",
        line: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT:DP:AD:GL:FT\t0/1:5:1,2:0.5:x\t0/1",
        record: "1e000000250000000000000008000000010000000100807f0000020002000005071741174300110921020402041103110580110a2101028081110b150000003f0100807f110c2778002e00",
        printed: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT:DP:AD:GL:FT\t0/1:5:1,2:0.5:x\t0/1:.:.:.:.",
    },
    Case {
        name: "values left out by all samples",
        line: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT:DP:FT\t0/1\t0/1",
        record: "1e0000000f0000000000000008000000010000000100807f0000020002000003071741174300110921020402041103118080110c07",
        printed: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT:DP:FT\t0/1:.:.\t0/1:.:.",
    },
    Case {
        name: "a colon at the end",
        line: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT:FT\t0/1:x\t0/1:",
        record: "1e0000000e0000000000000008000000010000000100807f000002000200000207174117430011092102040204110c2778002e00",
        printed: "chr1\t9\t.\tA\tC\t.\t.\t.\tGT:FT\t0/1:x\t0/1:.",
    },
];
