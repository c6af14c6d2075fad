process DSDSCORE_SCORE {
    tag "${meta.id}"
    label 'process_medium'
    label 'process_gpu'

    conda "${task.accelerator ? "${moduleDir}/environment.gpu.yml" : "${moduleDir}/environment.yml"}"
    container "${task.accelerator ? 'dsdscore:0.1.0-cuda' : 'dsdscore:0.1.0'}"

    input:
    tuple val(meta), path(bundle)
    path models
    path model_metadata

    output:
    tuple val(meta), path("${prefix}.dsd"), emit: bundle
    tuple val("${task.process}"), val('dsdscore'), eval('dsdscore --version | sed "s/^dsdscore //"'), topic: versions, emit: versions_dsdscore
    tuple val("${task.process}"), val('onnxruntime'), eval('dsdscore doctor | sed "/^In use/!d; s/.*Runtime //; s/ .*//"'), topic: versions, emit: versions_onnxruntime

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}_scored"
    def models_option = [models].flatten().collect { model -> "--model ${model}" }.join(' ')
    def metadata_option = model_metadata ? "--model-metadata ${model_metadata}" : ''
    // Named, so that a GPU that was asked for and does not work is an error.
    def provider_option = args.contains('--provider') ? '' : "--provider ${task.accelerator ? 'cuda' : 'cpu'}"
    def threads_option = args.contains('--network-threads') ? '' : "--network-threads ${task.cpus}"
    if ("${bundle}" == "${prefix}.dsd") {
        error("DSDSCORE_SCORE: ${meta.id}: input and output are both called ${bundle}: set ext.prefix")
    }
    """
    dsdscore score \\
        --bundle ${bundle} \\
        ${[models_option, metadata_option].findAll().join(' ')} \\
        ${[provider_option, threads_option, args].findAll().join(' ')} \\
        --output ${prefix}.dsd
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}_scored"
    """
    touch ${prefix}.dsd
    """
}
