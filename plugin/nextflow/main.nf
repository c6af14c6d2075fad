#!/usr/bin/env nextflow
//
// Scores VCFs, each in parts on whatever executor there is, and ranks their patients' genes
//

include { DSDSCORE_RANK         } from './modules/nf-core/dsdscore/rank/main'
include { DSDSCORE_SCORE        } from './modules/nf-core/dsdscore/score/main'
include { VCF_ANNOTATE_DSDSCORE } from './subworkflows/nf-core/vcf_annotate_dsdscore/main'

workflow {
    if (!params.vcf || !params.bundle) {
        error("--vcf and --bundle are needed: nextflow run plugin/nextflow --vcf 'exomes/*.vcf.gz' --bundle gonad.dsd")
    }
    vcfs = files(params.vcf, checkIfExists: true)
    names = vcfs.collect { vcf -> sampleName(vcf) }
    twice = names.countBy { name -> name }.findAll { _name, count -> count > 1 }.keySet()
    if (twice) {
        error("--vcf has several files called ${twice.join(', ')}, whose results would overwrite each other: rename them")
    }
    ch_vcf = channel.fromList(vcfs).map { vcf -> [[id: sampleName(vcf)], vcf, indexOf(vcf)] }
    ch_bundle = channel.value([[id: 'bundle'], file(params.bundle, checkIfExists: true)])
    models = params.models ? files(params.models, checkIfExists: true) : []

    // With networks all genes are scored, once and on a GPU where the label process_gpu has one.
    if (models) {
        DSDSCORE_SCORE(ch_bundle, models, optionalFile(params.model_metadata))
        ch_bundle = DSDSCORE_SCORE.out.bundle.first()
    }

    VCF_ANNOTATE_DSDSCORE(ch_vcf, ch_bundle, [], optionalFile(params.genes), params.window)

    if (params.rank) {
        DSDSCORE_RANK(
            VCF_ANNOTATE_DSDSCORE.out.vcf.map { meta, vcf -> [meta, vcf, optionalFile(params.ped)] },
            ch_bundle,
            optionalFile(params.genes),
            optionalFile(params.genes_known),
            optionalFile(params.hpo_genes),
        )
    }

    channel.topic('versions')
        .unique()
        .map { process, tool, version -> "${process.tokenize(':').last()}:\n    ${tool}: ${version}\n" }
        .collectFile(name: 'versions.yml', storeDir: params.outdir, sort: true)
}

def sampleName(vcf) {
    return vcf.name.replaceFirst(/\.(vcf|vcf\.gz|vcf\.bgz|bcf|bcf\.gz)$/, '')
}

// The index beside a VCF; [] where there is none, and then it is annotated whole.
def indexOf(vcf) {
    return ['tbi', 'csi'].collect { extension -> file("${vcf.toUriString()}.${extension}") }.find { index -> index.exists() } ?: []
}

def optionalFile(name) {
    return name ? file(name, checkIfExists: true) : []
}
