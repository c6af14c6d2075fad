process DSDSCORE_RANK {
    tag "${meta.id}"
    label 'process_single'

    conda "${moduleDir}/environment.yml"
    container "dsdscore:0.1.0"

    input:
    tuple val(meta), path(vcf), path(ped)
    tuple val(meta2), path(bundle)
    path genes
    path genes_known
    path hpo_genes

    output:
    tuple val(meta), path("${prefix}.tsv"), emit: tsv
    tuple val(meta), path("${prefix}.json"), emit: json
    tuple val(meta), path("${prefix}.html"), emit: report
    tuple val(meta), path("${prefix}.vcf.gz"), emit: vcf
    tuple val("${task.process}"), val('dsdscore'), eval('dsdscore --version | sed "s/^dsdscore //"'), topic: versions, emit: versions_dsdscore

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}_ranked"
    def options = [
        bundle ? "--bundle ${bundle}" : '',
        ped ? "--ped ${ped}" : '',
        genes ? "--genes ${genes}" : '',
        genes_known ? "--genes-known ${genes_known}" : '',
        hpo_genes ? "--hpo-genes ${hpo_genes}" : '',
    ].findAll().join(' ')
    if ("${vcf}" == "${prefix}.vcf.gz") {
        error("DSDSCORE_RANK: ${meta.id}: input and output are both called ${vcf}: set ext.prefix")
    }
    """
    dsdscore rank \\
        ${options} \\
        ${args} \\
        --output ${prefix}.tsv \\
        --json ${prefix}.json \\
        --report ${prefix}.html \\
        --vcf ${prefix}.vcf.gz \\
        --output-type z \\
        ${vcf}
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}_ranked"
    """
    touch ${prefix}.tsv ${prefix}.json ${prefix}.html
    echo "" | gzip > ${prefix}.vcf.gz
    """
}
