//
// Annotates VCFs with gene-level scores: each as a whole, or in parts that are gathered in order
//

include { DSDSCORE_ANNOTATE                          } from '../../../modules/nf-core/dsdscore/annotate/main'
include { DSDSCORE_ANNOTATE as DSDSCORE_ANNOTATEPART } from '../../../modules/nf-core/dsdscore/annotate/main'
include { DSDSCORE_GATHER                            } from '../../../modules/nf-core/dsdscore/gather/main'
include { DSDSCORE_SCATTER                           } from '../../../modules/nf-core/dsdscore/scatter/main'

workflow VCF_ANNOTATE_DSDSCORE {
    take:
    ch_vcf      // channel: [ val(meta), path(vcf), path(index) ]; without an index ([]) a VCF is one task
    ch_bundle   // channel: [ val(meta2), path(bundle) ]
    ch_models   // channel: [ path(model), ... ]; [] for the scores of the bundle
    ch_genes    // channel: path(genes); [] where the VCF has consequences
    val_window  // integer: bases that a part has; 0 for no parts

    main:
    ch_input = ch_vcf.branch { _meta, _vcf, index ->
        scatter: index && val_window
        whole: true
    }

    DSDSCORE_SCATTER(ch_input.scatter, val_window)

    // A VCF of one part, or without a record, needs no regions.
    ch_scattered = ch_input.scatter
        .join(DSDSCORE_SCATTER.out.regions, failOnDuplicate: true)
        .branch { _meta, _vcf, _index, regions, _records ->
            parts: regions.size() > 1
            whole: true
        }

    ch_whole = ch_scattered.whole
        .map { meta, vcf, index, _regions, _records -> [meta, vcf, index, []] }
        .mix(ch_input.whole.map { meta, vcf, index -> [meta, vcf, index ?: [], []] })

    DSDSCORE_ANNOTATE(ch_whole, ch_bundle, ch_models, ch_genes)

    ch_parts = ch_scattered.parts.flatMap { meta, vcf, index, regions, records ->
        regions
            .sort { file -> file.name }
            .withIndex()
            .collect { file, i ->
                def part = [whole: meta, number: i, of: regions.size(), records: records]
                [meta + [id: "${meta.id}.${String.format('%05d', i + 1)}", dsdscore_part: part], vcf, index, file]
            }
    }

    DSDSCORE_ANNOTATEPART(ch_parts, ch_bundle, ch_models, ch_genes)

    ch_gather = DSDSCORE_ANNOTATEPART.out.vcf
        .map { meta, vcf ->
            def part = meta.dsdscore_part
            [groupKey(part.whole, part.of), part.number, vcf, part.records]
        }
        .groupTuple()
        .map { key, numbers, vcfs, records ->
            def ordered = [numbers, vcfs].transpose().sort { pair -> pair[0] }.collect { pair -> pair[1] }
            [key.target, ordered, records[0]]
        }

    DSDSCORE_GATHER(ch_gather)

    emit:
    vcf   = DSDSCORE_ANNOTATE.out.vcf.mix(DSDSCORE_GATHER.out.vcf)     // channel: [ val(meta), path(vcf) ]
    index = DSDSCORE_ANNOTATE.out.index.mix(DSDSCORE_GATHER.out.index) // channel: [ val(meta), path(index) ]
}
